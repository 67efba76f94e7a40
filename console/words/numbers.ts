const whole = new Intl.NumberFormat('zh-CN');

/** `12,345`. */
export const countText = (count: number): string => whole.format(count);

/** Decimals travel as text and are never made a float: `-10.00` as `−10`, `2.50` as `2.5`. */
export const pointsText = (points: string): string =>
  points
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '')
    .replace(/^-/, '−');

const sizes = ['B', 'KB', 'MB', 'GB'];
/** `116 KB`. */
export function sizeText(bytes: number | undefined): string {
  if (bytes === undefined) return '';
  let size = bytes;
  let unit = 0;
  for (; size >= 1024 && unit < sizes.length - 1; unit++) size /= 1024;
  return `${size >= 10 || unit === 0 ? Math.round(size) : size.toFixed(1)} ${sizes[unit]}`;
}
