import { useCommands } from '../../state/commands.ts';
import { useSource } from './source.tsx';
import { readFromOneMember } from './source-choice.ts';

const groups = { keys: 'Keys', objects: 'Kubernetes' } as const;

/** Adds the commands that read without quorum, and with it again, where the source allows it. */
export function useQuorumCommands(what: keyof typeof groups): void {
  const { connection, origin, choice } = useSource();
  const group = groups[what];
  useCommands(
    connection === null || !origin.canReadWithoutQuorum
      ? []
      : [
          choice.isSerializable
            ? {
                id: `${what}.quorum`,
                title: `Read ${what} with quorum again`,
                group,
                run: () => readFromOneMember(connection, false),
              }
            : {
                id: `${what}.one-member`,
                title: `Read ${what} from one member, perhaps behind`,
                group,
                keywords: 'serializable quorum lost',
                run: () => readFromOneMember(connection, true),
              },
        ],
  );
}
