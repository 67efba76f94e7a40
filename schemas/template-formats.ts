/** The formats of a template for senders: `xlsx` unless another is asked for. */
export const templateFormats = ['xlsx', 'csv', 'html'] as const;
export type TemplateFormat = (typeof templateFormats)[number];
