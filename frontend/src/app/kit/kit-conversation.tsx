// Kit: bubbles, day separators, the phone.
import { Bubble } from '../../ui/bubble';
import { DaySeparator } from '../../ui/day-separator';
import { PhonePreview } from '../../ui/phone-preview';
import { KitSection } from './kit-section';

const at = new Date().toISOString();

export function ConversationKit() {
  return (
    <KitSection title="Bubble, DaySeparator, PhonePreview">
      <div className="grid items-start gap-6 desktop:grid-cols-[minmax(0,1fr)_auto]">
        <div className="flex flex-col rounded-md border border-line p-4">
          <DaySeparator at={at} />
          <Bubble kind="out" at={at} state="read" opens campaign={{ name: 'Autumn check-in', href: '#' }}>
            Hi Maya, how is the training going? The autumn course starts on Sunday.
          </Bubble>
          <Bubble kind="in" at={at} opens followed>
            Long runs feel easier, but my left knee is sore after 12 km.
          </Bubble>
          <Bubble kind="in" at={at}>
            אפשר להזיז את האימון ליום ראשון?
          </Bubble>
          <Bubble kind="note" at={at} opens>
            Physio cleared her in September. Keep the volume, move one road run to trail.
          </Bubble>
          <Bubble kind="out" at={at} state="delivered" opens followed>
            Then let’s move Tuesday’s run to the trail and cut Saturday to 10 km.
          </Bubble>
          <Bubble kind="out" at={at} state="queued">
            Here is the new plan.
          </Bubble>
          <Bubble
            kind="out"
            at={at}
            state="failed"
            opens
            reason="Not sent: Main line was offline for two minutes."
            onRetry={() => undefined}
          >
            Yes, Thursday 18:00 is yours.
          </Bubble>
          <Bubble
            kind="out"
            at={at}
            state="uncertain"
            reason="WhatsApp did not answer. It will not be sent again by itself."
          >
            I’ll call this number.
          </Bubble>
        </div>
        <PhonePreview
          sender="Northbank Coaching"
          channel="whatsapp_evolution"
          text="Hi Maya, the autumn course starts on Sunday. Shall I keep a place for you?"
        />
      </div>
    </KitSection>
  );
}
