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
				request.Items = append(request.Items, appSource(item, file))
			}
		default:
			request.Items = append(request.Items, session.BackupSource{Kind: item.Kind, What: item.What, Path: item.Path})
		}
	}
	if len(request.Items) == 0 {
		return nil
	}
	if slices.ContainsFunc(r.plan.Items, func(i ResetItem) bool { return i.Note == "held_for_backup" }) {
		request.Held = r.core.heldFor(ctx, r.owners)
	}
	backup, moved, err := r.core.BackupStore.Create(ctx, request)
	for _, item := range r.plan.Items {
		if err != nil && item.Action == ActionMove {
			r.note(item, "failed", Code(err))
		}
	}
	for _, result := range moved {
		for _, item := range r.plan.Items {
			if item.Path == result.Path && item.Action == ActionMove {
				r.note(item, result.Result, result.Detail)
			}
		}
	}
	return backupReference(backup)
}

// touches says whether a plan has an item of that kind of thing.
func (p ResetPlan) touches(what string) bool {
	return slices.ContainsFunc(p.Items, func(i ResetItem) bool { return i.What == what })
}

// heldFor names the current keyring entries of accounts. Where the session file
// cannot be read, the keyring says which was the last, if it answers.
func (c *Core) heldFor(ctx context.Context, accounts []session.Account) []session.Held {
	held := make([]session.Held, 0, len(accounts))
	for _, account := range accounts {
		if account.Generation == 0 {
			account.Generation = c.newest(ctx, account.ID)
		}
		held = append(held, session.Held{
			Account: account.ID, Generation: account.Generation,
			Provider: account.Provider, Issuer: account.Issuer, ClientID: account.ClientID,
		})
	}
	return held
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
