import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import { type FormEvent, useRef, useState } from 'react';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { KeptDraft } from '../../parts/KeptDraft.tsx';
import { useSaveConnection } from '../../state/connections.ts';
import { failureOf } from '../../state/failure.ts';
import { goTo } from '../../state/route.ts';
import { ArrowLeftIcon } from '../../ui/icons.tsx';
import { TopBar } from '../../ui/TopBar.tsx';
import { color } from '../../ui/tokens.ts';
import { AuthenticationFields } from './AuthenticationFields.tsx';
import { CertificateInspector } from './CertificateInspector.tsx';
import { type ConnectionForm, draftOf, secretsOf } from './connection-form.ts';
import { EditorAside } from './EditorAside.tsx';
import { EndpointFields } from './EndpointFields.tsx';
import { FormSection } from './FormSection.tsx';
import { keptForm, useUnsavedForm } from './kept-form.ts';
import { MoreFields } from './MoreFields.tsx';
import { NameField } from './NameField.tsx';
import { ProtectionFields } from './ProtectionFields.tsx';
import { SshFields } from './SshFields.tsx';
import { TestPanel } from './TestPanel.tsx';
import { TlsFields } from './TlsFields.tsx';
import { useConnectionForm } from './use-connection-form.ts';
import { useTestWalk } from './use-test-walk.ts';

/** A small window, or a large zoom: the test stands beneath the form. */
const narrow = '@media (max-width: 860px)';

/** The form on the left, its test on the right. */
export function ConnectionEditor(props: {
  readonly title: string;
  /** Where the window remembers it while it is not saved. */
  readonly place: string;
  /** The form without any edit. */
  readonly saved: ConnectionForm;
  /** What was read elsewhere, to begin with. */
  readonly read: ConnectionForm | null;
}) {
  const { title, place, saved } = props;
  const [kept, setKept] = useState(() => (props.read === null ? keptForm(place, saved) : null));
  const state = useConnectionForm(props.read ?? kept ?? saved);
  const isEdited = useUnsavedForm(place, title, state.form, saved);
  const save = useSaveConnection();
  const test = useTestWalk(state.tell);
  const [inspected, setInspected] = useState<{ readonly number: number; readonly form: ConnectionForm } | null>(null);
  const fields = useRef<HTMLFormElement>(null);

  const isSound = (): boolean => {
    const isGood = state.check();
    // After the next drawing, when the problems are marked.
    if (!isGood) {
      requestAnimationFrame(() => fields.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus());
    }
    return isGood;
  };
  const runTest = (): void => {
    if (!isSound()) return;
    setInspected(null);
    test.start(state.form);
  };
  const inspect = (): void => {
    if (!isSound()) return;
    setInspected((before) => ({ number: (before?.number ?? 0) + 1, form: state.form }));
  };
  const saveThen = (opens: boolean): void => {
    if (!isSound() || save.isPending) return;
    const { form } = state;
    save.mutate(
      { draft: draftOf(form), secrets: secretsOf(form) },
      {
        onError: (error) => state.tell(form, [failureOf(error)]),
        onSuccess: ({ profile }) =>
          goTo(
            opens
              ? { screen: 'workbench', connection: profile.id, place: 'cluster', focus: null }
              : { screen: 'start' },
          ),
      },
    );
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    saveThen(true);
  };

  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', height: '100%' }}>
      <TopBar>
        <Tooltip title="Back to the start screen">
          <IconButton aria-label="Back to the start screen" onClick={() => goTo({ screen: 'start' })}>
            <ArrowLeftIcon />
          </IconButton>
        </Tooltip>
        <Typography variant="h2" component="h1">
          {title}
        </Typography>
      </TopBar>
      <Box
        component="main"
        sx={{ flex: 1, minHeight: 0, display: 'flex', [narrow]: { flexDirection: 'column', overflow: 'auto' } }}
      >
        <Box
          component="form"
          ref={fields}
          noValidate
          aria-label={title}
          onSubmit={submit}
          sx={{ flex: '1 1 620px', minWidth: 0, display: 'flex', flexDirection: 'column', [narrow]: { flex: 'none' } }}
        >
          <Box sx={{ flex: 1, minHeight: 0, overflow: 'auto', px: 3, py: 2.5 }}>
            <Box sx={{ maxWidth: 640, mx: 'auto', display: 'flex', flexDirection: 'column', gap: 3 }}>
              {kept === null || !isEdited ? null : (
                <KeptDraft
                  without=", without passwords and keys"
                  onDiscard={() => {
                    setKept(null);
                    state.change(() => saved);
                  }}
                />
              )}
              <FormSection title="Cluster">
                <NameField state={state} />
                <EndpointFields state={state} />
              </FormSection>
              <SshFields state={state} />
              <TlsFields state={state} />
              <AuthenticationFields state={state} />
              <ProtectionFields state={state} />
              <MoreFields state={state} />
              {save.error === null ? null : <FailureView failure={failureOf(save.error)} layout="inline" />}
            </Box>
          </Box>
          <Box sx={{ flexShrink: 0, px: 3, py: 1.5, bgcolor: color.surface, borderTop: `1px solid ${color.line}` }}>
            <Box sx={{ maxWidth: 640, mx: 'auto', display: 'flex', gap: 1, flexWrap: 'wrap' }}>
              <Button onClick={runTest}>Test</Button>
              <Box sx={{ flex: 1 }} />
              <Button onClick={() => goTo({ screen: 'start' })}>Cancel</Button>
              <Button disabled={save.isPending} onClick={() => saveThen(false)}>
                Save
              </Button>
              <Button type="submit" variant="contained" disabled={save.isPending}>
                Save and connect
              </Button>
            </Box>
          </Box>
        </Box>
        <EditorAside
          shown={inspected === null ? 'test' : 'certificates'}
          tool={test.phase === 'running' && inspected === null ? <Button onClick={test.stop}>Stop</Button> : null}
          onShow={(view) => (view === 'test' ? setInspected(null) : inspect())}
        >
          {inspected === null ? (
            <TestPanel test={test} onTest={runTest} onInspect={inspect} />
          ) : (
            <CertificateInspector
              key={inspected.number}
              draft={draftOf(inspected.form)}
              secrets={secretsOf(inspected.form)}
            />
          )}
        </EditorAside>
      </Box>
    </Box>
  );
}
