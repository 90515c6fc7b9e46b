import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tooltip from '@mui/material/Tooltip';
import Typography from '@mui/material/Typography';
import type { ClusterStatus } from '../../../contract/cluster.ts';
import { memberName } from '../../../contract/member-name.ts';
import { answeringVoters } from '../../../contract/member-words.ts';
import { isLeaderUntold, leaderUntoldNote } from '../../parts/cluster/leader-words.ts';
import { clusterSentence } from '../../parts/cluster/quorum-words.ts';
import { FailureView } from '../../parts/failures/FailureView.tsx';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { labNamesOf } from '../../parts/start-lab.tsx';
import { useClusterStatus } from '../../state/cluster.tsx';
import { useCommandSource } from '../../state/commands.ts';
import { useConnection } from '../../state/connection.tsx';
import { useExamination } from '../../state/examination.tsx';
import { showLabStart } from '../../state/lab-start.ts';
import { useRoute } from '../../state/route.ts';
import { isLab } from '../../state/screens.ts';
import { isRecovery, showRecovery } from '../../state/show-recovery.ts';
import { Card } from '../../ui/Card.tsx';
import { cardColumn, cardColumns } from '../../ui/card-columns.ts';
import { formatCount } from '../../ui/format.ts';
import { LabIcon } from '../../ui/icons.tsx';
import { LoadingBlock } from '../../ui/LoadingState.tsx';
import { Notice } from '../../ui/Notice.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { color } from '../../ui/tokens.ts';
import { AttentionCard } from './AttentionCard.tsx';
import { MemberActs } from './acts/MemberActs.tsx';
import { attentionOf } from './attention.ts';
import { quorumLine, roleOf } from './cluster-words.ts';
import { deploymentWords } from './deployment.ts';
import { FaultTable } from './FaultTable.tsx';
import { MembersTable } from './MembersTable.tsx';
import { heldWords, useMemberActions } from './member-actions.ts';
import { RecoverView } from './recover/RecoverView.tsx';
import { ToleranceTable } from './ToleranceTable.tsx';
import { TopologyDrawing } from './TopologyDrawing.tsx';
import { useDeployment } from './use-deployment.ts';

/** Says whether writes work and how many members may still fail, and shows the evidence. */
export function MembersScreen() {
  const route = useRoute();
  return isRecovery(route) ? <RecoverView /> : <Overview />;
}

function Overview() {
  const { value, phase, failure, restart } = useClusterStatus();
  if (value === null && phase === 'failed' && failure !== null)
    return <FailureView failure={failure} onRetry={restart} />;
  if (value === null) return <Loading />;
  return (
    <>
      {failure === null ? null : (
        <Notice tone="warn">
          {describeFailure(failure).title} This is what the members answered <RelativeTime at={value.at} />.
        </Notice>
      )}
      {value.staleSince === null ? null : (
        <Notice tone="warn">
          Nobody answers for the member list. This one was read <RelativeTime at={value.staleSince} />.
        </Notice>
      )}
      <MemberActs>
        <Cluster status={value} />
      </MemberActs>
    </>
  );
}

const columns = cardColumns(340);

/** A narrow window has one column: what needs the operator stands right under the sentence. */
const column = { ...cardColumn, display: { xs: 'contents', lg: 'flex' }, '& > *': { minWidth: 0 } } as const;
const behindAttention = { order: { xs: 1, lg: 0 } } as const;

function Cluster({ status }: { readonly status: ClusterStatus }) {
  const { members, quorum } = status;
  // With what the doctor found, once it has looked.
  const examination = useExamination()?.value ?? null;
  const attention = attentionOf(examination?.findings ?? status.findings, status);
  const certificates = examination?.checks.find(({ name }) => name === 'certificates');
  const deployment = useDeployment(status);
  const sentence = clusterSentence(status);
  const leader = members.find((member) => member.isLeader);
  const isUntold = isLeaderUntold(members);
  const terms = members.flatMap((member) => (member.raftTerm === null ? [] : [member.raftTerm]));
  return (
    <Box sx={columns}>
      <Box sx={column}>
        <Box>
          <Typography variant="h1" sx={{ color: sentence.tone === 'bad' ? color.bad : color.text }}>
            {sentence.text}
          </Typography>
          <Box
            sx={{
              ...{ color: color.muted, fontSize: '0.875rem' },
              ...{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: '8px' },
            }}
          >
            <span role="status">{quorumLine(quorum)}</span>
            <span aria-hidden="true">·</span>
            <span>quorum needs {quorum.needed}</span>
            <span aria-hidden="true">·</span>
            <span title={isUntold ? leaderUntoldNote : undefined}>
              {leader !== undefined
                ? `leader ${memberName(leader)}`
                : isUntold
                  ? 'leader not told to your user'
                  : 'no leader'}
            </span>
            <span aria-hidden="true">·</span>
            <ToleranceTable voters={quorum.voters} />
            {quorum.hasQuorum ? null : <RecoverButton />}
          </Box>
        </Box>
        <Box sx={behindAttention}>
          <Card title="Topology" end={terms.length === 0 ? null : `raft term ${formatCount(Math.max(...terms))}`}>
            {deployment === null ? null : <Box sx={{ mb: 2, color: color.muted }}>{deploymentWords[deployment]}</Box>}
            <TopologyDrawing status={status} />
          </Card>
        </Box>
        <Box sx={behindAttention}>
          <Card title="Members" end={<OfAllMembers />}>
            <MembersTable members={members} />
          </Card>
        </Box>
      </Box>
      <Box sx={column}>
        <AttentionCard
          attention={attention}
          areCertificatesRead={certificates?.state === 'done'}
          isUntold={isUntold}
          isAwaited={members.some((member) => roleOf(member) === 'waiting')}
        />
        <Box sx={behindAttention}>
          <FaultTable cluster={status} answering={answeringVoters(members)} />
        </Box>
      </Box>
    </Box>
  );
}

/** What can be done that concerns no single member. What is held says why, and leads to what can be done instead. */
function OfAllMembers() {
  return (
    <Box sx={{ display: 'flex', gap: 1 }}>
      {useMemberActions().all.map((action) =>
        action.isHeld ? (
          <Tooltip
            key={action.id}
            describeChild
            title={
              <>
                {heldWords} <RecoverButton />
              </>
            }
          >
            {/* It can be focused, so that the tooltip is shown to the keyboard as well. */}
            <Button aria-disabled="true" startIcon={action.icon} sx={{ opacity: 0.5, cursor: 'default' }} disableRipple>
              {action.title}
            </Button>
          </Tooltip>
        ) : (
          <Button key={action.id} startIcon={action.icon} onClick={action.run}>
            {action.title}
          </Button>
        ),
      )}
      <RehearseButton />
    </Box>
  );
}

/** The way to a lab that is a copy of this cluster, where what is planned can be tried first. */
function RehearseButton() {
  const { id, profile } = useConnection();
  const members = useClusterStatus().value?.members ?? [];
  const rehearse = (): void =>
    showLabStart({ snapshot: null, members: labNamesOf(members), copyOf: { connection: id, name: profile.name } });
  useCommandSource(() =>
    isLab(id)
      ? []
      : [
          {
            id: 'lab.rehearse',
            title: 'Rehearse on a copy…',
            group: 'Members',
            keywords: 'quorum lab snapshot try maintenance upgrade',
            icon: <LabIcon />,
            run: rehearse,
          },
        ],
  );
  return isLab(id) ? null : (
    <Button startIcon={<LabIcon />} onClick={rehearse}>
      Rehearse on a copy…
    </Button>
  );
}

/** The way to where it is said what can be done, once quorum is lost for good. */
function RecoverButton() {
  const { id } = useConnection();
  return (
    <Button sx={{ ml: 'auto' }} onClick={() => showRecovery(id)}>
      Recover…
    </Button>
  );
}

function Loading() {
  return (
    <Box sx={columns}>
      <Box sx={cardColumn}>
        <LoadingBlock label="Asking the members" height={56} width={420} />
        <LoadingBlock label="Loading the topology" height={290} />
        <LoadingBlock label="Loading the members" height={264} />
      </Box>
      <Box sx={cardColumn}>
        <LoadingBlock label="Loading what needs you" height={84} />
        <LoadingBlock label="Loading the fault table" height={200} />
      </Box>
    </Box>
  );
}
