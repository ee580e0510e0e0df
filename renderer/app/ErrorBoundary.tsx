import { Button } from 'antd';
import { Component, type ErrorInfo, type ReactNode } from 'react';
import { i18next } from './i18n.ts';

interface Props {
  readonly children: ReactNode;
  /** A new value tries again: the room's name, the project's id. */
  readonly resetKey?: string;
}
interface State {
  readonly error: Error | null;
  readonly resetKey: string | undefined;
}

/** Keeps a mistake in one screen from taking the window with it: says so, offers to try again; the project itself is on the host and safe. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null, resetKey: this.props.resetKey };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: State): Partial<State> | null {
    return props.resetKey === state.resetKey ? null : { error: null, resetKey: props.resetKey };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    console.error('screen failed', error, info.componentStack);
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (!error) return this.props.children;
    return (
      <div className="shell-empty" role="alert">
        <h2>{i18next.t('errors.screen')}</h2>
        <div className="shell-empty-text">
          <p>{i18next.t('errors.screenText')}</p>
          <p className="shell-error-detail">{error.message}</p>
        </div>
        <div className="shell-empty-actions">
          <Button type="primary" onClick={() => this.setState({ error: null })}>
            {i18next.t('errors.again')}
          </Button>
          <Button onClick={() => location.reload()}>{i18next.t('errors.reload')}</Button>
        </div>
      </div>
    );
  }
}
