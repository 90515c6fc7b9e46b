import { Component, type ReactNode } from 'react';
import { FailureView } from '../parts/failures/FailureView.tsx';

/** Keeps a mistake in one screen from taking the window with it. */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly error: Error | null }> {
  override state: { readonly error: Error | null } = { error: null };

  static getDerivedStateFromError(error: Error): { readonly error: Error } {
    return { error };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === null) return this.props.children;
    return (
      <FailureView
        failure={{ code: 'Internal', message: error.message, retry: false }}
        onRetry={() => this.setState({ error: null })}
      />
    );
  }
}
