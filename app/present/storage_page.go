package present

import (
	"latchkey/app/core"
	"latchkey/assets"
)

// The places where a sign-in can be kept, as the window offers them. A sealed file
// is opened by a passphrase or by a key file.
const (
	StorageKeyring    = "keyring"
	StoragePassphrase = "passphrase"
	StorageKeyFile    = "key_file"
	StorageMemory     = "memory"
)

// StorageView lets a person choose another place for the secrets of the sign-in.
type StorageView struct {
	Header   Header
	Banner   *Banner
	Choices  []Choice
	Selected string
	Note     string
}

// StoragePlace tells which of the window's places settings mean.
func StoragePlace(storage core.StorageSettings) string {
	switch {
	case storage.Kind == "sealed_file" && storage.KeyFile != "":
		return StorageKeyFile
	case storage.Kind == "sealed_file":
		return StoragePassphrase
	case storage.Kind == "memory":
		return StorageMemory
	}
	return StorageKeyring
}

// StorageAt gives the settings of a place; keyFile counts for StorageKeyFile only.
// The passphrase of the place that is in use already is changed.
func StorageAt(place, keyFile string, now core.StorageSettings) core.StorageSettings {
	switch place {
	case StorageKeyFile:
		return core.StorageSettings{Kind: "sealed_file", KeyFile: keyFile}
	case StoragePassphrase:
		made := core.StorageSettings{Kind: "sealed_file"}
		if StoragePlace(now) == place {
			made.Folder = core.OtherSealedFolder(now)
		}
		return made
	case StorageMemory:
		return core.StorageSettings{Kind: "memory"}
	}
	return core.StorageSettings{Kind: "keyring"}
}

// Storage makes the page on which the place is chosen.
func Storage(now core.StorageSettings, selected string, w assets.Words) StorageView {
	current := StoragePlace(now)
	if selected == "" {
		selected = current
	}
	move := Button{Text: w.Text("present.move.button"), Kind: KindAccent, Action: DoMoveStorage, Argument: selected}
	switch {
	case selected == current && current == StoragePassphrase:
		move.Text = w.Text("present.move.passphrase.change")
	case selected == current && current != StorageKeyFile:
		move.Kind, move.Disabled = KindSecondary, true
	}
	view := StorageView{
		Header: Header{
			Title: w.Text("present.move.title"), Sentence: w.Text("present.move.sentence"), Buttons: []Button{move},
		},
		Selected: selected, Note: w.Text("present.move.note"),
	}
	for _, place := range []string{StorageKeyring, StoragePassphrase, StorageKeyFile, StorageMemory} {
		choice := Choice{ID: place, Title: w.Text("present.move.to." + place), Text: w.Text("present.move.to." + place + ".text")}
		if place == current {
			choice.Pill = &Pill{Sign: Sign{Icon: "state-good", Tone: ToneGood}, Text: w.Text("present.move.now")}
		}
		if place == StorageKeyFile {
			choice.Field = w.Text("present.move.key_file")
		}
		view.Choices = append(view.Choices, choice)
	}
	return view
}

// StorageMove makes the dialog that confirms a move of the secrets.
func StorageMove(plan core.StorageMovePlan, w assets.Words) PlanView {
	view := PlanView{
		Title: w.Text("present.move.question"), Sentence: w.Text("present.move.question.sentence"), Nothing: plan.Same,
		Cancel:  Button{Text: w.Text("present.cancel"), Kind: KindSecondary, Action: DoCancel},
		Confirm: Button{Text: w.Text("present.move.confirm"), Kind: KindAccent, Action: DoMoveStorage},
	}
	if plan.Same {
		view.Title, view.Sentence = w.Text("present.move.same"), w.Text("present.move.same.sentence")
		return view
	}
	to := StoragePlace(plan.To)
	name := w.Text("present.move.to." + to)
	if to == StorageMemory || plan.Unreachable {
		view.Groups = append(view.Groups, PlanGroup{
			Icon: "sign-out", Title: w.Text("present.plan.end"),
			Undo: w.Text("present.plan.cannot_undo"), UndoSign: Sign{Icon: "state-warn", Tone: ToneWarn},
			Items: []PlanItem{{Name: ItemName(core.ItemStoredSecrets, w), Text: w.Text("present.move.not_carried")}},
		})
	} else {
		carry := PlanGroup{Icon: "forward", Title: w.Text("present.move.carry", "place", name), Items: []PlanItem{
			{Name: w.Text("present.move.accounts"), Text: w.Plural("present.move.accounts.carried", plan.Accounts)},
		}}
		if plan.Backups > 0 {
			carry.Items = append(carry.Items, PlanItem{Name: w.Text("present.backups.title"), Text: w.Plural("present.move.backups", plan.Backups)})
		}
		view.Groups = append(view.Groups, carry)
	}
	if to == StoragePassphrase {
		view.Groups = append(view.Groups, PlanGroup{Icon: "lock", Title: w.Text("present.move.choose"), Items: []PlanItem{
			{Name: w.Text("present.passphrase"), Strong: w.Text("present.move.remember"), Text: w.Text("present.move.remember.text")},
		}})
	}
	view.Groups = append(view.Groups, PlanGroup{Icon: "remove", Title: w.Text("present.move.remove"), Items: []PlanItem{
		{Name: w.Text("present.move.to." + StoragePlace(plan.From)), Text: w.Text("present.move.removed")},
	}})
	if plan.SignInNeeded {
		view.Note = w.Text("present.move.sign_in")
	}
	return view
}

// StorageMoved says what came of a move.
func StorageMoved(answer core.StorageMoveAnswer, to core.StorageSettings, w assets.Words) Banner {
	banner := Banner{
		Tone: ToneGood, Icon: "state-good", Strong: w.Text("present.move.done"),
		Text: w.Text("present.move.done.text", "place", w.Text("present.move.to."+StoragePlace(to))),
	}
	if !answer.OldRemoved {
		banner.Text += " " + w.Text("present.move.done.old")
	}
	if answer.SignInNeeded {
		banner.Button = &Button{Text: w.Text("present.sign_in"), Kind: KindSecondary, Action: DoSignIn}
	}
	return banner
}
