// Kit: buttons, fields, overlays.
import { Ellipsis, Mail, Pause, Pencil, Plug, Plus, Search, Trash2, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../ui/button';
import { Checkbox } from '../../ui/checkbox';
import { ConfirmDialog } from '../../ui/confirm-dialog';
import { Dialog } from '../../ui/dialog';
import { Field } from '../../ui/field';
import { FileDrop } from '../../ui/file-drop';
import { IconButton } from '../../ui/icon-button';
import { Input } from '../../ui/input';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../ui/menu';
import { Popover } from '../../ui/popover';
import { RadioGroup } from '../../ui/radio-group';
import { SegmentedControl } from '../../ui/segmented-control';
import { Select } from '../../ui/select';
import { Stepper } from '../../ui/stepper';
import { Switch } from '../../ui/switch';
import { Tabs } from '../../ui/tabs';
import { Textarea } from '../../ui/textarea';
import { notify, notifyError, notifyUndo } from '../../ui/toast';
import { KitRow, KitSection } from './kit-section';

export function ControlsKit() {
  return (
    <>
      <Buttons />
      <Fields />
      <Navigation />
      <Overlays />
    </>
  );
}

function Buttons() {
  return (
    <KitSection title="Button, IconButton">
      <KitRow>
        <Button variant="primary" icon={Plug}>
          Connect a number
        </Button>
        <Button icon={Pencil}>Edit</Button>
        <Button variant="ghost">Cancel</Button>
        <Button variant="danger" icon={X}>
          Cancel campaign
        </Button>
        <Button variant="dangerSolid" icon={Trash2}>
          Delete 12 contacts
        </Button>
        <Button variant="primary" icon={Pause} shortcut="p">
          Pause
        </Button>
        <Button variant="primary" busy>
          Saving
        </Button>
        <Button disabled icon={Plus}>
          Disabled
        </Button>
        <Button size="sm" icon={Plus}>
          Small
        </Button>
        <Button size="lg" variant="primary">
          Large
        </Button>
        <IconButton icon={Search} label="Search" shortcut="/" />
        <IconButton icon={Ellipsis} label="More" on />
        <IconButton icon={Plus} label="Add" size="sm" />
        <IconButton icon={Plus} label="Add" disabled />
      </KitRow>
    </KitSection>
  );
}

function Fields() {
  const [country, setCountry] = useState<'IL' | 'GB'>('IL');
  const [audience, setAudience] = useState<'all' | 'selected'>('all');
  const [on, setOn] = useState(true);
  const [ticked, setTicked] = useState(true);
  return (
    <KitSection title="Field, Input, Textarea, Select, Checkbox, Switch, RadioGroup, FileDrop">
      <div className="grid gap-4 tablet:grid-cols-2 desktop:grid-cols-3">
        <Field label="Email" help="We mail you a link.">
          <Input icon={Mail} type="email" dir="ltr" placeholder="name@example.com" />
        </Field>
        <Field label="Email" error="Enter an email address like name@example.com.">
          <Input icon={Mail} type="email" dir="ltr" defaultValue="noa@" />
        </Field>
        <Field label="Search" hideLabel>
          <Input icon={Search} quiet type="search" placeholder="Search 48,210 contacts" />
        </Field>
        <Field label="Country">
          <Select
            value={country}
            onChange={setCountry}
            options={[
              { value: 'IL', label: 'Israel' },
              { value: 'GB', label: 'United Kingdom', hint: '+44' },
            ]}
          />
        </Field>
        <Field label="Disabled">
          <Input disabled defaultValue="Not yet" />
        </Field>
        <Field label="Message" help="Write {{ to insert a variable.">
          <Textarea defaultValue="Hi {{lead.first_name|there}}, the autumn course starts on Sunday." />
        </Field>
        <div className="grid content-start gap-3">
          <Checkbox
            checked={ticked}
            onChange={setTicked}
            label="Skip duplicates"
            help="By phone, whatever the spelling."
          />
          <Checkbox checked="indeterminate" label="Some of them" />
          <Checkbox disabled label="Not allowed" />
          <Switch checked={on} onChange={setOn} label="Warm up this number" help="Starts slowly for two weeks." />
        </div>
        <RadioGroup
          label="Audience"
          value={audience}
          onChange={setAudience}
          options={[
            { value: 'all', label: 'All contacts', help: 'Everyone who may be written to.', aside: '2,010' },
            { value: 'selected', label: 'Chosen contacts', help: 'Pick them from the list.' },
          ]}
        />
        <FileDrop
          accept=".csv"
          title="Drop a CSV file here"
          help="Or press to choose. Up to 50 MB."
          onFiles={() => undefined}
        />
      </div>
    </KitSection>
  );
}

function Navigation() {
  const [tab, setTab] = useState<'all' | 'failed' | 'read'>('failed');
  const [mode, setMode] = useState<'reply' | 'note'>('reply');
  const [step, setStep] = useState(2);
  return (
    <KitSection title="Tabs, SegmentedControl, Stepper">
      <Tabs
        label="Outcome"
        value={tab}
        onChange={setTab}
        items={[
          { value: 'all', label: 'All', count: 2017 },
          { value: 'failed', label: 'Failed', count: 31 },
          { value: 'read', label: 'Read', count: 874 },
        ]}
      />
      <KitRow>
        <SegmentedControl
          label="Mode"
          value={mode}
          onChange={setMode}
          segments={[
            { value: 'reply', label: 'Reply' },
            { value: 'note', label: 'Note' },
          ]}
        />
        <Stepper
          label="Steps"
          current={step}
          onStep={setStep}
          steps={['Audience', 'Message', 'Pace', 'Check'].map((label) => ({ key: label, label }))}
        />
      </KitRow>
    </KitSection>
  );
}

function Overlays() {
  const [dialog, setDialog] = useState(false);
  const [confirm, setConfirm] = useState(false);
  return (
    <KitSection title="Dialog, ConfirmDialog, Menu, Popover, Toast">
      <KitRow>
        <Button onClick={() => setDialog(true)}>Dialog</Button>
        <Button onClick={() => setConfirm(true)}>Confirm</Button>
        <Menu trigger={<Button>Menu</Button>} align="start">
          <MenuLabel>Chat</MenuLabel>
          <MenuItem icon={Pencil} shortcut="e" onSelect={() => undefined}>
            Edit
          </MenuItem>
          <MenuItem checked onSelect={() => undefined}>
            Checked
          </MenuItem>
          <MenuSeparator />
          <MenuItem icon={Trash2} danger onSelect={() => undefined}>
            Delete
          </MenuItem>
        </Menu>
        <Popover trigger={<Button>Popover</Button>} label="Filters">
          Anything may stand here.
        </Popover>
        <Button onClick={() => notify('Template saved')}>Toast</Button>
        <Button onClick={() => notifyUndo('12 contacts deleted', { label: 'Undo', run: () => undefined })}>
          Undo toast
        </Button>
        <Button onClick={() => notifyError('Not sent', { description: 'Main line was offline for two minutes.' })}>
          Error toast
        </Button>
      </KitRow>
      <Dialog
        open={dialog}
        onOpenChange={setDialog}
        title="Connect a number"
        description="Open WhatsApp on the phone and scan the code."
        footer={
          <>
            <Button variant="ghost" onClick={() => setDialog(false)}>
              Cancel
            </Button>
            <Button variant="primary">Continue</Button>
          </>
        }
      >
        <Field label="Name" help="Only your team sees it.">
          <Input defaultValue="Main line" />
        </Field>
      </Dialog>
      <ConfirmDialog
        open={confirm}
        onOpenChange={setConfirm}
        danger
        title="Delete 12 contacts?"
        description="Their chats stay. This cannot be undone."
        confirmLabel="Delete 12 contacts"
        onConfirm={() => undefined}
      />
    </KitSection>
  );
}
