// Kit: marks, progress, tables, states.
import { Inbox, Phone, RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { ApiError } from '../../lib/api-error';
import { Alert } from '../../ui/alert';
import { Avatar, AvatarStack } from '../../ui/avatar';
import { Badge, Count, Pill } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ChannelMark } from '../../ui/channel-mark';
import { Checkbox } from '../../ui/checkbox';
import { Chip, FilterChip, Tag } from '../../ui/chip';
import { CopyButton } from '../../ui/copy-button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { FormattedNumber, PhoneNumber } from '../../ui/formatted-number';
import { Funnel } from '../../ui/funnel';
import { Kbd } from '../../ui/kbd';
import { Meter } from '../../ui/meter';
import { splitCumulative } from '../../ui/outcomes';
import { Pagination } from '../../ui/pagination';
import { ProgressBar } from '../../ui/progress-bar';
import { ProgressRing } from '../../ui/progress-ring';
import { RelativeTime } from '../../ui/relative-time';
import { SkeletonRows } from '../../ui/skeleton';
import { StatLine } from '../../ui/stat-line';
import { Status } from '../../ui/status';
import { GroupRow, Table, Td, Th, Tr } from '../../ui/table';
import { VirtualList } from '../../ui/virtual-list';
import { KitRow, KitSection } from './kit-section';

const counts = splitCumulative({
  sentCount: 1249,
  deliveredCount: 1198,
  readCount: 874,
  failedCount: 31,
  uncertainCount: 4,
});
const people = [
  { id: 'a1', name: 'Ilana Kaplan', phone: '+972500000117' },
  { id: 'b2', name: 'Rhys Donnelly', phone: '+15550100131' },
  { id: 'c3', name: 'אסף מזרחי', phone: '+972500000188' },
];
const fiveMinutesMs = 300_000;

export function DataKit() {
  return (
    <>
      <Marks />
      <Progress />
      <Tables />
      <States />
    </>
  );
}

function Marks() {
  return (
    <KitSection title="Avatar, ChannelMark, Status, Badge, Pill, Count, Chip, Tag, FilterChip, Kbd, times and figures">
      <KitRow>
        <Avatar id="1" name="Maya Friedman" channel="whatsapp_evolution" className="[--ring:var(--surface)]" />
        <Avatar id="2" name="Tom Beckett" channel="messenger" className="[--ring:var(--surface)]" />
        <Avatar id="3" name="דניאל אזולאי" channel="instagram" className="[--ring:var(--surface)]" />
        <Avatar id="5" name="+1 555 0168" />
        <Avatar id="7" name="Noa Barak" size={20} />
        <AvatarStack people={people.concat({ id: 'd', name: 'Dana Levi', phone: '' })} />
        <ChannelMark channel="whatsapp_cloud" size={18} />
        <ChannelMark channel="messenger" size={18} />
        <ChannelMark channel="instagram" size={18} />
      </KitRow>
      <KitRow>
        <Status icon="done">Opted in</Status>
        <Status icon="running" tone="accent">
          Running
        </Status>
        <Status icon="done" tone="success">
          Connected
        </Status>
        <Status icon="attention" tone="warning">
          Connecting
        </Status>
        <Status icon="failed" tone="danger">
          Disconnected
        </Status>
        <Badge>Draft</Badge>
        <Badge tone="accent">Global</Badge>
        <Pill value={3} label="3 unread" />
        <Count value={214} />
        <Chip>23 h 56 min to reply</Chip>
        <Chip tone="warning">42 min</Chip>
        <Chip tone="danger" onRemove={() => undefined}>
          Opted out
        </Chip>
        <Tag name="Runner" />
        <Tag name="Knee" />
        <Tag name="ערב בלבד" />
        <FilterChip name="Status" value="Open" onRemove={() => undefined} />
        <Kbd keys="mod+k" />
        <PhoneNumber value="+972500000142" />
        <FormattedNumber value={48210} />
        <RelativeTime at={Date.now() - fiveMinutesMs} />
        <CopyButton text="x" label="Copy link" />
      </KitRow>
    </KitSection>
  );
}

function Progress() {
  return (
    <KitSection title="StatLine, ProgressRing, Funnel, ProgressBar, Meter">
      <StatLine
        className="px-0!"
        stats={[
          { key: 'sent', label: 'Sent today', value: '1,249', note: 'of 2,010' },
          { key: 'read', label: 'Read', value: '874' },
          { key: 'replied', label: 'Replied', value: '117', note: '9.4%' },
        ]}
      />
      <div className="grid items-center gap-8 tablet:grid-cols-[auto_1fr]">
        <ProgressRing counts={counts} total={2010} label="1,284 of 2,010" caption="1,284 of 2,010" />
        <Funnel
          steps={[
            { key: 'audience', label: 'Audience', value: 2010, colour: 'var(--data-track)' },
            { key: 'sent', label: 'Sent', value: 1249, colour: 'var(--data-sent)' },
            { key: 'delivered', label: 'Delivered', value: 1198, colour: 'var(--data-delivered)', share: 0.959 },
            { key: 'read', label: 'Read', value: 874, colour: 'var(--data-read)', share: 0.7 },
          ]}
        />
      </div>
      <ProgressBar counts={counts} total={2010} label="1,284 of 2,010 done" />
      <div className="grid grid-cols-3 gap-4">
        <Meter value={12} max={20} label="This minute" />
        <Meter value={88} max={100} label="This hour" />
        <Meter value={1000} max={1000} label="Today" />
      </div>
    </KitSection>
  );
}

function Tables() {
  const [page, setPage] = useState(2);
  const rows = Array.from({ length: 50_000 }, (_, index) => `Row ${index + 1}`);
  return (
    <KitSection title="Table, GroupRow, Pagination, VirtualList, SkeletonRows">
      <div className="-mx-6 max-tablet:-mx-4">
        <Table stack>
          <thead>
            <tr>
              <Th sorted="ascending" onSort={() => undefined}>
                Recipient
              </Th>
              <Th>Phone</Th>
              <Th numeric>Attempts</Th>
              <Th>What to do</Th>
            </tr>
          </thead>
          <tbody>
            <GroupRow
              columns={4}
              icon={<Phone size={16} aria-hidden />}
              title="This number is not on WhatsApp"
              help="Retrying will not help. Ask for another number."
              action={<Button size="sm">Tag all 22</Button>}
            />
            {people.map((person, index) => (
              <Tr key={person.id} selected={index === 1}>
                <Td>
                  <span className="flex items-center gap-2">
                    <Checkbox checked={index === 1} aria-label={person.name} />
                    <Avatar id={person.id} name={person.name} size={24} />
                    <bdi className="font-medium">{person.name}</bdi>
                  </span>
                </Td>
                <Td>
                  <PhoneNumber value={person.phone} />
                </Td>
                <Td numeric onPhone="hidden">
                  1
                </Td>
                <Td onPhone="wide">Edit number</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
        <Pagination page={page} limit={50} total={48_210} onPage={setPage} />
      </div>
      <div className="grid gap-4 tablet:grid-cols-2">
        <div className="flex h-48 rounded-md border border-line">
          <VirtualList
            label="Rows"
            items={rows}
            keyOf={(row) => row}
            rowHeightPx={40}
            renderRow={(row) => <div className="flex h-row items-center border-b border-line px-4 text-13">{row}</div>}
          />
        </div>
        <SkeletonRows rows={4} avatar className="h-48 overflow-hidden rounded-md border border-line" />
      </div>
    </KitSection>
  );
}

function States() {
  const error = new ApiError({ status: 500, code: 'internal', message: '', requestId: '0192-req' });
  return (
    <KitSection title="EmptyState, ErrorState, Alert">
      <div className="grid gap-4 tablet:grid-cols-2">
        <div className="flex rounded-md border border-line">
          <EmptyState icon={Inbox} title="No chats yet" action={<Button variant="primary">Connect a number</Button>}>
            Messages from WhatsApp, Messenger and Instagram arrive here the moment they are sent.
          </EmptyState>
        </div>
        <div className="flex rounded-md border border-line">
          <ErrorState error={error} title="This campaign did not load" onRetry={() => undefined} />
        </div>
      </div>
      <Alert>That password does not match this email.</Alert>
      <Alert
        tone="warning"
        action={
          <Button size="sm" icon={RefreshCw}>
            Repair
          </Button>
        }
      >
        Two numbers need a new scan.
      </Alert>
      <Alert tone="info">The dip at 13:55 was the connection asking us to slow down.</Alert>
    </KitSection>
  );
}
