import ToggleButton from '@mui/material/ToggleButton';
import ToggleButtonGroup from '@mui/material/ToggleButtonGroup';
import type { HostLayout } from '../../../contract/recovery.ts';

const layouts: readonly { readonly layout: HostLayout; readonly label: string }[] = [
  { layout: 'kubeadm', label: 'kubeadm' },
  { layout: 'systemd', label: 'systemd' },
  { layout: 'plain', label: 'By hand' },
];

/** Reads a layout that a window remembered. */
export const readLayout = (value: unknown): HostLayout | null =>
  layouts.find(({ layout }) => layout === value)?.layout ?? null;

/** How the members are run on their hosts. */
export function LayoutChoice(props: { readonly value: HostLayout; readonly onChange: (layout: HostLayout) => void }) {
  return (
    <ToggleButtonGroup
      exclusive
      size="small"
      aria-label="How the members are run"
      value={props.value}
      onChange={(_event, value) => {
        const chosen = readLayout(value);
        if (chosen !== null) props.onChange(chosen);
      }}
    >
      {layouts.map(({ layout, label }) => (
        <ToggleButton key={layout} value={layout}>
          {label}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
