const zone = 'Asia/Shanghai';

const parts = new Intl.DateTimeFormat('zh-CN', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

/** An instant as officers read it: `2026-11-30 19:42`, in Beijing time. A day stays as it is. */
export function timeText(instant: string | undefined): string {
  if (!instant) return '';
  if (!instant.includes('T')) return instant;
  const of = Object.fromEntries(
    parts.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]),
  );
  return `${of['year']}-${of['month']}-${of['day']} ${of['hour']}:${of['minute']}`;
}

/** The day of an instant in Beijing: `2026-11-30`. */
export const dayText = (instant: Date): string => timeText(instant.toISOString()).slice(0, 10);

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** How long ago, or in how long: `3 天前`, `还有 5 小时`. */
export function distanceText(instant: string | undefined, now: Date): string {
  if (!instant) return '';
  const away = Date.parse(instant) - now.getTime();
  const size = Math.abs(away);
  if (size < minute) return '刚刚';
  const amount =
    size < hour
      ? `${Math.floor(size / minute)} 分钟`
      : size < day
        ? `${Math.floor(size / hour)} 小时`
        : `${Math.floor(size / day)} 天`;
  return away < 0 ? `${amount}前` : `还有 ${amount}`;
}

/** Whole days from an instant until now. */
export const daysSince = (instant: string, now: Date): number =>
  Math.floor((now.getTime() - Date.parse(instant)) / day);
