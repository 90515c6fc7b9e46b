export type CodeLanguage = 'json' | 'yaml' | 'plaintext';

export interface CodeEditorProps {
  /** Tells documents apart: the same one keeps its undo history and its place while another is shown. */
  readonly documentId: string;
  readonly text: string;
  readonly language: CodeLanguage;
  /** What is edited, for a screen reader. */
  readonly label: string;
  readonly isReadOnly?: boolean;
  readonly hasFocus?: boolean;
  /** A line that something is wrong with, from 1 on: it is underlined, and brought into sight. */
  readonly problem?: { readonly line: number; readonly message: string };
  /** The text after each edit of the operator's, whole. */
  readonly onChange?: (text: string) => void;
}

/** What is compared, without the frame around it. */
export interface DiffEditorProps {
  /** One beneath the other, where there is no room for two. */
  readonly isInline?: boolean;
  /** Leaves nothing out of what is the same on both sides. */
  readonly showsAll?: boolean;
  readonly before: string;
  readonly after: string;
  readonly language: CodeLanguage;
  /** What is compared, for a screen reader. */
  readonly label: string;
}
