package core

import (
	"context"
	"errors"
	"fmt"
	"os"

	"latchkey/session/vault"
)

// move is one run of MoveStorage.
type move struct {
	core           *Core
	plan           StorageMovePlan
	source, target *placedVault
	journal        moveJournal
	touched        bool // the target may hold something of ours
	answer         StorageMoveAnswer
}

// prepare proves both places before anything is noted: a person is asked for a
// passphrase here, while nobody waits for the record lock.
func (m *move) prepare(ctx context.Context) (err error) {
	c := m.core
	m.journal = moveJournal{From: m.plan.From, To: m.plan.To}
	if file := m.plan.To.KeyFile; file != "" {
		_, err := os.Lstat(file)
		m.journal.MadeKey = isMissing(err)
	}
	if m.source, err = c.main.current(c, c.OpenVault); err != nil {
		return err
	}
	if err = m.unlockSource(ctx); err != nil { // the old passphrase is asked for before the new one
		return err
	}
	if m.target, err = m.open(c.OpenVault); err != nil {
		return err
	}
	if string(m.target.Kind()) != m.plan.To.Kind {
		return &InputError{Key: keyStorage, Reason: "is not for the settings to say here"}
	}
	m.touched = true
	// Nobody refers to what an earlier stay has left there.
	if err := c.clearPlace(ctx, m.plan.To); err != nil {
		return err
	}
	if err := m.target.Probe(ctx, probeSize); err != nil {
		return fmt.Errorf("prove the new place: %w", err)
	}
	return nil
}

// open opens the new place.
func (m *move) open(with func(Settings) (Vault, error)) (*placedVault, error) {
	return m.core.openPlaced(Settings{Storage: m.plan.To}, with)
}

// carries says whether anything can be carried at all.
func (m *move) carries() bool {
	return !m.plan.Unreachable && m.plan.To.Kind != string(vault.Memory)
}

// unlockSource reads one entry of the old place, which is what a locked keyring
// or a sealed file asks a person for.
func (m *move) unlockSource(ctx context.Context) error {
	if !m.carries() {
		return nil
	}
	owners, err := m.source.Accounts(ctx)
	if err != nil || len(owners) == 0 {
		return err
	}
	_, err = m.source.Newest(ctx, owners[0])
	if errors.Is(err, vault.ErrNotFound) || errors.Is(err, vault.ErrDamaged) {
		return nil // the transfer tells what that means
	}
	return m.source.told(ctx, err)
}

// run carries, commits and clears up. The record lock is held.
func (m *move) run(ctx context.Context) error {
	settings, err := m.core.Settings()
	switch {
	case err != nil:
	case !samePlace(settings.Storage, m.plan.From):
		err = ErrPlanOutdated
	default:
		err = m.core.writeJournal(m.journal)
	}
	m.core.reached("journal")
	if err == nil {
		err = m.copy(ctx)
	}
	m.core.reached("copied")
	if err == nil {
		m.journal.Copied = true
		err = m.core.writeJournal(m.journal)
	}
	m.core.reached("noted")
	free := m.core.main.pin() // the old place is read from until the end
	defer free()
	if err == nil {
		err = m.commit(ctx)
	}
	if err != nil {
		m.takeBack(ctx)
		return err
	}
	m.core.reached("committed")
	m.finish(context.WithoutCancel(ctx))
	return nil
}

// reached tells a test how far a move has come.
func (c *Core) reached(step string) {
	if c.atStep != nil {
		c.atStep(step)
	}
}

// copy writes to the new place all that lies in the old one.
func (m *move) copy(ctx context.Context) (err error) {
	if !m.carries() {
		return nil
	}
	if m.answer.Accounts, err = carry(ctx, m.source, m.target); err != nil {
		return err
	}
	c := m.core
	c.reached("carried")
	if c.OpenNetworkVault == nil {
		return nil
	}
	passwords, err := c.network.current(c, c.OpenNetworkVault)
	if err != nil {
		return err
	}
	kept, err := passwords.Accounts(ctx)
	if err != nil || len(kept) == 0 {
		return err
	}
	place, err := m.open(c.OpenNetworkVault)
	if err != nil {
		return err
	}
	_, err = carry(ctx, passwords, place)
	closeVault(place.Vault)
	return err
}

// carry copies one name space, and says in its errors which place failed.
func carry(ctx context.Context, from, to *placedVault) (accounts int, err error) {
	source, real1 := from.Vault.(*vault.Vault)
	target, real2 := to.Vault.(*vault.Vault)
	if !real1 || !real2 {
		return 0, errors.New("storage cannot be carried")
	}
	accounts, err = vault.Transfer(ctx, source, target)
	failed, ok := asType[*vault.TransferError](err)
	switch {
	case ok && failed.Writing:
		return accounts, to.told(ctx, err)
	case ok:
		return accounts, from.told(ctx, err)
	}
	return accounts, err
}

// commit makes the new place the one of the settings. A disk can report a failure
// after the file has taken its place; then it is committed all the same.
func (m *move) commit(ctx context.Context) error {
	err := m.core.edit(ctx, storageEdits(m.plan.To)...)
	if err == nil {
		return nil
	}
	settings, unread := m.core.Settings()
	if unread == nil && samePlace(settings.Storage, m.plan.To) {
		return nil
	}
	return err
}

func storageEdits(to StorageSettings) []settingEdit {
	var edits []settingEdit
	for _, row := range settingRows() {
		switch row.key {
		case keyStorage, keyKeyFile, "storage.folder":
			edit := settingEdit{row: row}
			if value := row.value(Settings{Storage: to}); !isZeroValue(value) {
				edit.value = value
			}
			edits = append(edits, edit)
		}
	}
	return edits
}
