package present

import (
	"fmt"
	"time"

	"latchkey/app/core"
	"latchkey/assets"
)

// Provider makes the card of an identity provider.
func Provider(provider core.ProviderAnswer) ProviderCard {
	name := OneLine(provider.Name)
	if name == "" {
		name = provider.ID
	}
	return ProviderCard{ID: provider.ID, Initial: upperFirst(name), Name: name, Host: Host(provider.Issuer)}
}

func accountCards(in HomeInput, w assets.Words) []AccountCard {
	cards := make([]AccountCard, 0, len(in.Status.Accounts))
	for _, account := range in.Status.Accounts {
		line := ProviderName(account)
		if organization := OrganizationName(account.Organization); organization != "" {
			line = organization + " · " + line
		}
		if account.LoopbackHTTP {
			line += " · " + w.Text("present.home.loopback")
		}
		cards = append(cards, AccountCard{
			ID: account.ID, Initials: Initials(account.Name, account.Email),
			Name: PersonName(account), Email: OneLine(account.Email), Line: line,
			Buttons: []Button{
				{Text: w.Text("present.sign_out"), Kind: KindSecondary, Action: DoSignOut, Argument: account.ID, Disabled: in.Offline},
				{Text: w.Text("present.reset_session"), Kind: KindSecondary, Action: DoResetSession},
			},
		})
	}
	return cards
}

func sessionCard(in HomeInput, now time.Time, w assets.Words) *SessionCard {
	account := MainAccount(in.Status.Accounts)
	if account == nil {
		return nil
	}
	card := &SessionCard{
		Title: w.Text("present.session.title"),
		Pill:  SessionPill(in.Status.State, in.Offline, w),
		Rows: []KeyValue{
			{Key: w.Text("present.session.signed_in"), Value: MomentTitle(account.SignedInAt.Time, now, w)},
		},
	}
	renewed := KeyValue{Key: w.Text("present.session.renewed"), Value: w.Text("present.session.not_yet")}
	if !account.RenewedAt.IsZero() && account.RenewedAt.After(account.SignedInAt.Time) {
		renewed.Value = w.Text("present.session.by_itself", "age", Capital(AgeInWords(account.RenewedAt.Time, now, w)))
	}
	if in.Offline && account.Renewable {
		renewed = KeyValue{Key: w.Text("present.session.renews"), Value: w.Text("present.session.when_online")}
	}
	card.Rows = append(card.Rows, renewed, sessionEnd(*account, now, w))
	card.Note = w.Text("present.session.note_renewed")
	if !account.Renewable {
		card.Note = w.Text("present.session.note_ends")
	}
	return card
}

// sessionEnd says only what is known: a renewable session has no end that the
// provider has told, its present renewal has one.
func sessionEnd(account core.AccountAnswer, now time.Time, w assets.Words) KeyValue {
	key := "present.session.ends"
	if account.Renewable {
		key = "present.session.next_renewal"
	}
	row := KeyValue{Key: w.Text(key), Value: w.Text("present.session.not_said"), Strong: true}
	switch ends := account.AccessExpiresAt; {
	case ends.IsZero():
	case account.Renewable && !ends.After(now):
		row.Value = w.Text("present.session.when_needed")
	default:
		row.Value = MomentTitle(ends.Time, now, w)
	}
	return row
}

// SessionPill is the state of the session in one word.
func SessionPill(state core.SessionState, offline bool, w assets.Words) Pill {
	pill := Pill{Sign: Sign{Icon: "state-good", Tone: ToneGood}, Text: w.Text("present.pill.healthy")}
	switch state {
	case core.StateSignedIn:
		if offline {
			pill.Text = w.Text("present.pill.offline")
		}
		return pill
	case core.StateSignedOut:
		return Pill{Sign: Sign{Icon: "state-todo"}, Text: w.Text("present.pill.signed_out")}
	case core.StateDamaged:
		return Pill{Sign: Sign{Icon: "state-bad", Tone: ToneBad}, Text: w.Text("present.pill.damaged")}
	case core.StateStorageLocked:
		return Pill{Sign: Sign{Icon: "state-warn", Tone: ToneWarn}, Text: w.Text("present.pill.locked")}
	case core.StateExpired:
		return Pill{Sign: Sign{Icon: "state-expired", Tone: ToneWarn}, Text: w.Text("present.pill.ended")}
	}
	return Pill{Sign: Sign{Icon: "state-sign-in", Tone: ToneWarn}, Text: w.Text("present.pill.sign_in")}
}

func rightsCard(in HomeInput, now time.Time, w assets.Words) *RightsCard {
	rights := in.Status.Rights
	card := &RightsCard{Title: w.Text("present.rights.title")}
	if rights.CheckedAt.IsZero() {
		card.Note = w.Text("present.rights.not_read")
		return card
	}
	card.Age = RightsAge(rights, in.Offline, now, w)
	card.Big = w.Text("present.rights.of", "granted", rights.Granted, "count", rights.Count)
	card.Small = w.Text("present.rights.granted")
	rest := max(rights.Count-rights.Granted-rights.Pending, 0)
	card.Shares = Shares{Granted: rights.Granted, Invited: rights.Pending, Rest: rest}
	if rights.State == "expired" {
		card.Note = w.Text("present.rights.expired_note")
	}
	if in.Rights != nil && len(in.Rights.Warnings) > 0 {
		card.Lines = append(card.Lines, RightsLine{
			Sign: warningSign(in.Rights.Warnings[0]), Text: w.Plural("present.rights.ending", len(in.Rights.Warnings)),
			Button: &Button{Text: w.Text("present.show"), Kind: KindText, Action: DoShowDetails},
		})
	}
	if rights.Pending > 0 {
		button := Button{Text: w.Text("present.open"), Kind: KindText, Action: DoShowRights, Disabled: in.Offline}
		if in.Rights != nil && len(in.Rights.Pending) > 0 && in.Rights.Pending[0].AcceptURL != "" {
			button.Action, button.Argument = DoOpenLink, in.Rights.Pending[0].AcceptURL
		}
		card.Lines = append(card.Lines, RightsLine{
			Sign: Sign{Icon: "state-invited", Tone: ToneInfo}, Text: w.Plural("present.rights.invitations", rights.Pending), Button: &button,
		})
	}
	if rest > 0 {
		key := "present.rights.more_not_granted"
		if rights.Pending == 0 {
			key = "present.rights.not_granted"
		}
		card.Lines = append(card.Lines, RightsLine{
			Sign: Sign{Icon: "state-skipped"}, Text: w.Plural(key, rest),
			Button: &Button{Text: w.Text("present.show"), Kind: KindText, Action: DoShowRights},
		})
	}
	return card
}

// RightsAge says how old the cached rights are: "Checked 12 min ago".
func RightsAge(rights core.RightsSummary, offline bool, now time.Time, w assets.Words) string {
	key := "present.rights.checked"
	if offline || rights.State == "offline" {
		key = "present.rights.from"
	}
	return w.Text(key, "age", Age(rights.CheckedAt.Time, now, w))
}

// numbered makes the three columns key.1.title, key.1.text, key.2.title and so on.
func numbered(w assets.Words, key string, pairs ...any) []NumberedStep {
	steps := make([]NumberedStep, 0, 3)
	for i := 1; i <= 3; i++ {
		steps = append(steps, NumberedStep{
			Number: fmt.Sprint(i),
			Title:  w.Text(fmt.Sprintf("%s.%d.title", key, i), pairs...),
			Text:   w.Text(fmt.Sprintf("%s.%d.text", key, i), pairs...),
		})
	}
	return steps
}

func links(w assets.Words, head string, action Action, rows ...[2]string) *LinkCard {
	card := &LinkCard{Title: w.Text(head)}
	for _, row := range rows {
		card.Links = append(card.Links, Link{Text: w.Text(row[0]), Action: action, Argument: row[1]})
	}
	return card
}
