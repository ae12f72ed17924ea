package present_test

import (
	"testing"

	"latchkey/app/core"
	"latchkey/app/present"
	"latchkey/assets"
)

func TestAPlaceOfTheWindowAndItsSettingsAreTheSame(t *testing.T) {
	for _, place := range []string{present.StorageKeyring, present.StoragePassphrase, present.StorageKeyFile, present.StorageMemory} {
		made := present.StorageAt(place, "/k/key", core.StorageSettings{Kind: "keyring"})
		if got := present.StoragePlace(made); got != place {
			t.Errorf("%s becomes %+v, which is %s", place, made, got)
		}
	}
	sealed := core.StorageSettings{Kind: "sealed_file", Folder: "sealed-2"}
	if made := present.StorageAt(present.StoragePassphrase, "", sealed); made.Folder == sealed.Folder {
		t.Errorf("a changed passphrase seals where it reads: %+v", made)
	}
}

func TestAMoveSaysWhatIsCarriedAndWhatIsLost(t *testing.T) {
	keyring, sealed := core.StorageSettings{Kind: "keyring"}, core.StorageSettings{Kind: "sealed_file"}
	for _, c := range []struct {
		name   string
		plan   core.StorageMovePlan
		groups []string
		undo   string // of the first group
	}{
		{"to a sealed file", core.StorageMovePlan{From: keyring, To: sealed, Accounts: 1}, []string{"Carry over to: Sealed file with a passphrase", "Choose a passphrase next", "Remove the old copy"}, ""},
		{"back", core.StorageMovePlan{From: sealed, To: keyring, Accounts: 1, Backups: 2}, []string{"Carry over to: The system’s password store", "Remove the old copy"}, ""},
		{"to memory", core.StorageMovePlan{From: keyring, To: core.StorageSettings{Kind: "memory"}, SignInNeeded: true}, []string{"End the sign-in and forget it", "Remove the old copy"}, "Can’t be undone"},
		{"without a keyring", core.StorageMovePlan{From: keyring, To: sealed, Unreachable: true, SignInNeeded: true}, []string{"End the sign-in and forget it", "Choose a passphrase next", "Remove the old copy"}, "Can’t be undone"},
	} {
		view := present.StorageMove(c.plan, assets.In("en"))
		if len(view.Groups) != len(c.groups) || view.Groups[0].Undo != c.undo || (view.Note != "") != c.plan.SignInNeeded {
			t.Errorf("%s: %+v", c.name, view)
			continue
		}
		for i, title := range c.groups {
			if view.Groups[i].Title != title {
				t.Errorf("%s: group %d is %q", c.name, i, view.Groups[i].Title)
			}
		}
	}
	if view := present.StorageMove(core.StorageMovePlan{Same: true}, assets.In("en")); !view.Nothing {
		t.Errorf("view is %+v", view)
	}
}

func TestANewPassphraseIsAskedForTwice(t *testing.T) {
	if view := present.Passphrase(core.PassphraseAsk{New: true}, assets.In("nl")); view.Repeat == "" || view.Wrong != "" {
		t.Errorf("view is %+v", view)
	}
	if view := present.Passphrase(core.PassphraseAsk{Again: true}, assets.In("nl")); view.Repeat != "" || view.Wrong == "" {
		t.Errorf("view is %+v", view)
	}
}
