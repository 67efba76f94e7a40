/** Why content is refused, and what its sender may do. */
export const contentFaults = {
  'other-content':
    'The content is not of the type the request says. Send it under the name and content-type of what it is.',
  'broken-content': 'The file is cut off or broken. Open it to see that it is whole, and send it again.',
  'bytes-after-end':
    'Something stands behind the end of the file. Save it anew from its program and send that.',
  'several-formats':
    'The file can be opened as something else too. Save it anew from its program and send that.',
  'active-content':
    'The PDF runs a script, starts a program, or carries another file. Print it to a plain PDF and send that.',
  'encrypted-content':
    'The PDF is encrypted, so that nobody can see what it is. Save it without a password and send that.',
  'hidden-content': 'The PDF holds parts that cannot be looked into. Print it to a plain PDF and send that.',
} as const;
export type ContentFault = keyof typeof contentFaults;
