import Box from '@mui/material/Box';
import FormControlLabel from '@mui/material/FormControlLabel';
import Radio from '@mui/material/Radio';
import RadioGroup from '@mui/material/RadioGroup';
import type { EtcdOffer } from '../../../contract/programs.ts';
import { FactList } from '../../ui/FactList.tsx';
import { color } from '../../ui/tokens.ts';
import { offerFacts, offerNote, offerTitle } from './offer-words.ts';

/** The ways of getting etcd, with what the chosen one means. */
export function EtcdOffers(props: {
  readonly offers: readonly EtcdOffer[];
  readonly chosen: EtcdOffer;
  readonly onChoose: (offer: EtcdOffer) => void;
}) {
  const { offers, chosen, onChoose } = props;
  const label = (offer: EtcdOffer) => (
    <>
      {offerTitle(offer)}{' '}
      <Box component="span" sx={{ color: color.muted }}>
        {offerNote(offer)}
      </Box>
    </>
  );
  return (
    <>
      {offers.length === 1 ? (
        <Box>{label(chosen)}</Box>
      ) : (
        <RadioGroup
          aria-label="How to get it"
          value={chosen.way}
          onChange={(_event, value) => {
            const offer = offers.find(({ way }) => way === value);
            if (offer !== undefined) onChoose(offer);
          }}
        >
          {offers.map((offer) => (
            <FormControlLabel
              key={offer.way}
              value={offer.way}
              control={<Radio size="small" sx={{ p: '4px', mr: 0.5 }} />}
              sx={{ ml: '-4px', mr: 0, my: '2px' }}
              label={label(offer)}
            />
          ))}
        </RadioGroup>
      )}
      <FactList facts={offerFacts(chosen)} />
    </>
  );
}
