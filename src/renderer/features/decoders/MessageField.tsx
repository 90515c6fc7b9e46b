import { Choice } from '../../parts/forms/Choice.tsx';
import { Field } from '../../ui/Field.tsx';

/** More are typed faster than found in a menu. */
const mostChoices = 100;

/** The type of the values' messages, chosen from those of the files. */
export function MessageField(props: {
  readonly message: string;
  /** Those of the files; none where the files cannot be read. */
  readonly messages: readonly string[];
  readonly onChange: (message: string) => void;
  readonly error: string | null;
}) {
  const { message, messages, onChange, error } = props;
  if (messages.length > mostChoices)
    return (
      <Field
        label="Message type"
        value={message}
        onChange={onChange}
        isMono
        hint={`Its full name, as ${messages[0]}.`}
        error={error}
      />
    );
  // One that the files no longer have stays chosen, until another one is.
  const names = message === '' || messages.includes(message) ? messages : [message, ...messages];
  return (
    <Choice
      label="Message type"
      value={message}
      choices={[
        { value: '', label: messages.length === 0 ? 'None before the files are read' : 'Choose a message type' },
        ...names.map((name) => ({ value: name, label: name })),
      ]}
      onChange={onChange}
      error={error}
    />
  );
}
