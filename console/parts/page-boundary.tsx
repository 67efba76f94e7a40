import { Component, type ReactNode } from 'react';

/**
 * What is shown in place of a screen that failed. The part of a screen cannot be loaded while the connection is broken, or
 * after another release was installed.
 */
export class PageBoundary extends Component<{ children: ReactNode }, { isFailed: boolean }> {
  override state = { isFailed: false };

  static getDerivedStateFromError(): { isFailed: true } {
    return { isFailed: true };
  }

  override render(): ReactNode {
    if (!this.state.isFailed) return this.props.children;
    return (
      <div className="state bad" role="alert">
        <h1>页面没有打开</h1>
        <p className="detail">
          可能是网络中断，或者系统刚刚升级。请检查网络后重新打开；重新打开后须再次登录，未提交的内容不会保留。
        </p>
        <button type="button" className="button" onClick={() => location.reload()}>
          重新打开
        </button>
      </div>
    );
  }
}
