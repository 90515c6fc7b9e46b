import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { CommandLine } from './CommandLine.tsx';
import { DialogFrame } from './DialogFrame.tsx';
import { Field } from './Field.tsx';
import { Notice } from './Notice.tsx';
import { PlanPart } from './PlanPart.tsx';
import { type PlanStep, PlanSteps } from './PlanSteps.tsx';
import { color } from './tokens.ts';

export interface PlanDialogProps {
  /** The act as a question: `Remove member etcd-2?`. */
  readonly title: string;
  /** What will change, a sentence each; none where the steps say it. */
  readonly changes: readonly ReactNode[];
  /** What exactly it is about, beneath the sentences. */
  readonly details?: ReactNode;
  /** Whether the details need more room than a sentence does. */
  readonly isWide?: boolean;
  /** The steps that it consists of, beneath or instead of the sentences. */
  readonly steps?: readonly PlanStep[];
  /** It is being carried out, or that has ended: only its steps are shown then, and nothing is asked any more. */
  readonly isExecuted?: boolean;
  /** Stops it after the step under way, while there is one to follow; `null`: there is nothing to stop. */
  readonly stop?: {
    readonly label: string;
    readonly note: string;
    readonly isAsked: boolean;
    readonly run: () => void;
  } | null;
  /** What follows from it, and how grave that is. */
  readonly consequence: { readonly tone: 'info' | 'warn' | 'bad'; readonly words: ReactNode } | null;
  /** A safer way to the same end, a line a command: it is read before anything else. */
  readonly instead?: { readonly label: string; readonly lines: readonly string[] } | null;
  /** The same act in a terminal, a line a command. */
  readonly commands: { readonly label: string; readonly lines: readonly string[] } | null;
  /** What must be typed first, letter by letter; `null` where a click is enough. */
  readonly confirmation: string | null;
  /** Why it cannot be done now although it may be planned; takes the button's place. */
  readonly obstacle?: ReactNode;
  /** What can be done first, beside that. */
  readonly remedy?: { readonly label: string; readonly run: () => void } | null;
  /** What has to be done here first; until it is, the button waits and nothing is typed. */
  readonly gate?: ReactNode;
  /** What went wrong when it was tried. */
  readonly failure?: ReactNode;
  /** What the button does, as a verb: `Remove member`. */
  readonly confirm: string;
  /** Whether it takes something away: its button is red then. */
  readonly isDestructive: boolean;
  readonly isOpen: boolean;
  readonly isBusy?: boolean;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/**
 * Shows an act that can hurt before it is done: what will change, what follows, the same in a terminal. The safe answer
 * has the focus, unless there is something to type.
 */
export function PlanDialog(props: PlanDialogProps) {
  const { confirmation, instead = null, commands, consequence, obstacle, gate, isOpen, isBusy = false } = props;
  const { steps = [], isExecuted = false, stop = null, remedy = null } = props;
  const isGated = Boolean(gate);
  const [typed, setTyped] = useState('');
  useEffect(() => {
    if (isOpen) setTyped('');
  }, [isOpen]);
  const safe = useRef<HTMLButtonElement>(null);
  const wasGated = useRef(isGated);
  useEffect(() => {
    // What had the focus is gone with the gate.
    if (wasGated.current && !isGated && confirmation === null) safe.current?.focus();
    wasGated.current = isGated;
  }, [isGated, confirmation]);
  const isAllowed = !isBusy && !obstacle && !isGated && (confirmation === null || typed === confirmation);
  if (isExecuted) {
    return (
      <DialogFrame
        title={props.title}
        isOpen={isOpen}
        width={560}
        onClose={props.onClose}
        actions={
          <>
            {stop === null ? null : (
              <Button
                disabled={stop.isAsked}
                onClick={() => {
                  // A button that is disabled loses the focus.
                  safe.current?.focus();
                  stop.run();
                }}
              >
                {stop.label}
              </Button>
            )}
            <Button ref={safe} autoFocus onClick={props.onClose}>
              Close
            </Button>
          </>
        }
      >
        <PlanSteps steps={steps} />
        {stop === null ? null : (
          <Box role="status" sx={{ color: color.muted, fontSize: '0.75rem' }}>
            {stop.note}
          </Box>
        )}
        {props.failure}
      </DialogFrame>
    );
  }
  return (
    <DialogFrame
      title={props.title}
      isOpen={isOpen}
      width={props.isWide ? 900 : 560}
      onClose={props.onClose}
      onSubmit={() => {
        if (isAllowed) props.onConfirm();
      }}
      actions={
        <>
          <Button ref={safe} autoFocus={confirmation === null && !isGated} onClick={props.onClose}>
            {obstacle ? 'Close' : 'Cancel'}
          </Button>
          {obstacle ? null : (
            <Button
              type="submit"
              variant="contained"
              color={props.isDestructive ? 'error' : 'primary'}
              disabled={!isAllowed}
            >
              {props.confirm}
            </Button>
          )}
        </>
      }
    >
      {obstacle ? (
        <Notice tone="warn" actions={remedy === null ? null : <Button onClick={remedy.run}>{remedy.label}</Button>}>
          {obstacle}
        </Notice>
      ) : null}
      {instead === null ? null : <Commands {...instead} />}
      <PlanPart title="What will change">
        <Box sx={{ display: 'grid', gap: 2 }}>
          {props.changes.length === 0 ? null : (
            <Box component="ul" sx={{ m: 0, pl: '20px', display: 'grid', gap: '4px', overflowWrap: 'anywhere' }}>
              {props.changes.map((change, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a plan's changes have no other name, and never move.
                <li key={at}>{change}</li>
              ))}
            </Box>
          )}
          {steps.length === 0 ? null : <PlanSteps steps={steps} />}
        </Box>
      </PlanPart>
      {props.details}
      {consequence === null ? null : <Notice tone={consequence.tone}>{consequence.words}</Notice>}
      {commands === null ? null : <Commands {...commands} />}
      {obstacle ? null : gate}
      {props.failure}
      {confirmation === null || obstacle || isGated ? null : (
        <Field
          label={`Type ${confirmation} to confirm`}
          value={typed}
          onChange={setTyped}
          isMono
          hasFocus
          isDisabled={isBusy}
        />
      )}
    </DialogFrame>
  );
}

function Commands({ label, lines }: { readonly label: string; readonly lines: readonly string[] }) {
  return (
    <PlanPart title={label}>
      <CommandLine
        label={label}
        line={lines.join('\n')}
        copy={lines.length === 1 ? 'Copy the command' : 'Copy the commands'}
      />
    </PlanPart>
  );
}
