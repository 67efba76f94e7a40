/** Why a call had no answer, in the words of who asked. */
export class CallFailure extends Error {
  override readonly name = 'CallFailure';
  /** HTTP status; 0 when nothing answered. */
  readonly status: number;
  /** A stable word of the contract, `offline`, or `unknown`. */
  readonly code: string;
  /** What happened and what to do, in Chinese. */
  readonly explanation: string;
  readonly requestId: string | undefined;

  constructor(said: {
    status: number;
    code: string;
    explanation: string;
    detail?: string;
    requestId?: string;
  }) {
    super(said.detail ?? said.explanation);
    this.status = said.status;
    this.code = said.code;
    this.explanation = said.explanation;
    this.requestId = said.requestId;
  }
}

/** What the gateway refuses has no words of the connector. */
const byStatus: Readonly<Record<number, string>> = {
  401: '登录已过期，请重新登录。',
  403: '当前人员没有办理此事的权限。',
  404: '没有找到所请求的内容，可能已由他人办理。',
  413: '内容超过大小上限。',
  429: '请求过于频繁，请稍后再试。',
  503: '连接器暂时不能办理，请稍后再试。',
};

export const offline = new CallFailure({
  status: 0,
  code: 'offline',
  explanation: '无法连接到连接器，请检查网络；恢复后会自动重试，已填写的内容不会丢失。',
});

/** The failure that an answer reports. */
export async function failureOf(response: Response): Promise<CallFailure> {
  const said = (await response.json().catch(() => ({}))) as Partial<
    Record<'code' | 'detail' | 'explanation' | 'requestId', string>
  >;
  return new CallFailure({
    status: response.status,
    code: said.code ?? 'unknown',
    explanation:
      said.explanation ?? byStatus[response.status] ?? '连接器发生故障，请重试；仍不成功的，请报告请求编号。',
    ...(said.detail !== undefined && { detail: said.detail }),
    ...(said.requestId !== undefined && { requestId: said.requestId }),
  });
}
