/** Decisions on a row, as the answers call them. */
export const decisionNames: Readonly<Record<string, string>> = {
  correction: '更正',
  dismissal: '不予采纳',
  undo: '撤销',
  redo: '重新读取',
  mended: '归并',
  replaced: '由新报送替代',
  confirmation: '认定',
};
