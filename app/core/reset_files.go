package core

import (
	"context"
	"slices"
	"strings"

	"latchkey/session"
)

// moveFiles puts the files into one backup, which also remembers which keyring
// entries belong to the session file in it. Where that fails, the items say so.
func (r *resetRun) moveFiles(ctx context.Context) *BackupReference {
	request := session.BackupRequest{Reason: strings.Join(r.plan.Scopes, ",")}
	var sent []ResetItem // beside request.Items
	var bump error
	if r.plan.touches(ItemRightsCache) {
		_, bump = r.core.RightsCache.Bump()
	}
	for _, item := range r.plan.Items {
		switch {
		case item.Action != ActionMove:
		case item.Kind == "cache" && bump != nil:
			// Moved without a new generation, a late writer could bring it back.
			r.note(item, "failed", Code(bump))
		case item.App != "":
			if file, held := r.plan.signIns[item.ID]; held {
				request.Items, sent = append(request.Items, appSource(item, file)), append(sent, item)
			}
		default:
			source := session.BackupSource{Kind: item.Kind, What: item.What, Path: item.Path}
			request.Items, sent = append(request.Items, source), append(sent, item)
		}
	}
	if len(request.Items) == 0 {
		return nil
	}
	if slices.ContainsFunc(r.plan.Items, func(i ResetItem) bool { return i.Note == "held_for_backup" }) {
		request.Held = r.held(ctx)
	}
	backup, moved, err := r.core.BackupStore.Create(ctx, request)
	for _, item := range sent {
		if err != nil {
			r.note(item, "failed", Code(err))
		}
	}
	for _, result := range moved {
		r.note(sent[result.Index], result.Result, result.Detail)
	}
	return backupReference(backup)
}

// touches says whether a plan has an item of that kind of thing.
func (p ResetPlan) touches(what string) bool {
	return slices.ContainsFunc(p.Items, func(i ResetItem) bool { return i.What == what })
}

// held are the keyring entries that the session file to be moved refers to, and no
// others: what a second backup held, it would also revoke.
func (r *resetRun) held(ctx context.Context) []session.Held {
	owners := r.core.secretOwners(ctx, false)
	var known []session.Account
	for i := range owners {
		owner := &owners[i]
		if owner.Provider != "" {
			continue
		}
		if known == nil { // the keyring knows ids only, a backup may know more
			known = r.core.secretOwners(ctx, true)
		}
		if at := slices.IndexFunc(known, func(o session.Account) bool { return o.ID == owner.ID }); at >= 0 {
			owner.Provider, owner.Issuer, owner.ClientID = known[at].Provider, known[at].Issuer, known[at].ClientID
		}
	}
	return r.core.heldFor(ctx, owners)
}

// heldFor names the current keyring entries of accounts. Where the session file
// cannot be read, the keyring says which was the last, if it answers; one whose
// session file lies in a backup already is not meant.
func (c *Core) heldFor(ctx context.Context, accounts []session.Account) []session.Held {
	held := make([]session.Held, 0, len(accounts))
	for _, account := range accounts {
		if account.Generation == 0 {
			account.Generation = c.newest(ctx, account.ID)
			if account.Generation != 0 && c.isInBackup(account) {
				continue
			}
		}
		held = append(held, session.Held{
			Account: account.ID, Generation: account.Generation,
			Provider: account.Provider, Issuer: account.Issuer, ClientID: account.ClientID,
		})
	}
	return held
}

// isInBackup says whether a backup keeps the session file of these very secrets.
func (c *Core) isInBackup(account session.Account) bool {
	backups, _ := c.BackupStore.List()
	return slices.ContainsFunc(backups, func(backup session.Backup) bool {
		return keepsSession(backup) && slices.ContainsFunc(backup.Held, func(h session.Held) bool {
			return h.Account == account.ID && h.Generation == account.Generation
		})
	})
}

func (c *Core) newest(ctx context.Context, account string) uint64 {
	store, err := c.secrets()
	if err != nil {
		return 0
	}
	generation, err := store.Newest(ctx, account)
	if err != nil {
		c.Log.Warn("find stored secrets", "problem", err.Error())
	}
	return generation
}

func backupReference(backup session.Backup) *BackupReference {
	if backup.ID == "" {
		return nil
	}
	return &BackupReference{ID: backup.ID, Path: backup.Path, UndoCommand: "latchkey undo " + backup.ID}
}
