import type { CodeEditorProps, DiffEditorProps } from '../ui/code-editor-props.ts';

// Replaces the editors in every test (../../../scripts/checks/without-monaco.ts).

export function CodeEditor({ documentId, text, label, isReadOnly = false, onChange }: CodeEditorProps) {
  return (
    <textarea
      aria-label={label}
      data-document={documentId}
      value={text}
      readOnly={isReadOnly}
      onChange={(event) => onChange?.(event.target.value)}
    />
  );
}

export function DiffEditor(props: DiffEditorProps & { readonly beforeTitle: string; readonly afterTitle: string }) {
  return (
    <fieldset aria-label={props.label}>
      <pre data-side="before">{props.before}</pre>
      <pre data-side="after">{props.after}</pre>
      {props.beforeTitle} | {props.afterTitle}
    </fieldset>
  );
}
