import Button from '@mui/material/Button';

export function SaveSnapshotButton() {
  return <Button variant="contained">Save snapshot</Button>;
}
