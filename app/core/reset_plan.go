package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"latchkey/session"
)

// What an item of a plan is; present turns these into words.
const (
	ItemSessionFile   = "session_file"
	ItemRightsCache   = "rights_cache"
	ItemStoredSecrets = "stored_secrets"
	ItemServerSession = "server_session"
)

// Actions of a plan's items.
const (
	ActionMove   = "move_to_backup"
	ActionDelete = "delete"
	ActionRevoke = "revoke"
	ActionSkip   = "skip"
)

// PlanReset looks at what a reset of the scopes would touch and changes nothing.
// It reads no secret, and works when the session file or the keyring cannot be
// read. No scope means session. Errors: ErrUnknownScope.
func (c *Core) PlanReset(ctx context.Context, scopes []string) (ResetPlan, error) {
	if len(scopes) == 0 {
		scopes = []string{ScopeSession}
	}
	wants := map[string]bool{}
	for _, scope := range scopes {
		if !slices.Contains([]string{ScopeSession, ScopeRights, ScopeTokens, ScopeAll}, scope) {
			return ResetPlan{}, fmt.Errorf("%w: %q", ErrUnknownScope, scope)
		}
		wants[scope] = true
	}
	all := wants[ScopeAll]
	plan := ResetPlan{Scopes: slices.Clone(scopes), Items: []ResetItem{}}
	if all || wants[ScopeSession] {
		plan.Items = append(plan.Items, c.sessionFileItem())
	}
	if all || wants[ScopeSession] || wants[ScopeRights] {
		plan.Items = append(plan.Items, c.rightsItems()...)
	}
	plan.Items = append(plan.Items, c.secretItems(ctx, all || wants[ScopeTokens], wants[ScopeSession])...)
	for i := range plan.Items {
		plan.Items[i].ID = itemID(plan.Items[i])
	}
	plan.ID = planID(plan)
	return plan, nil
}

func (c *Core) sessionFileItem() ResetItem {
	item := fileItem(c.SessionFile.Path(), "file", ItemSessionFile)
	if state := c.SessionFile.Inspect(); item.Action == ActionMove && state.State != session.FileOK {
		item.Note = state.State
	}
	if item.Note == session.FileNewer {
		// Another version's session is not ours to take apart.
		item.Action, item.Reversible, item.BlockedBy = ActionSkip, false, session.FileNewer
	}
	return item
}

// rightsItems are the files of the rights cache; one item that says "nothing
// there" when it is empty.
func (c *Core) rightsItems() []ResetItem {
	files, err := c.RightsCache.Files()
	if err != nil {
		c.Log.Warn("list cached access rights", "problem", err.Error())
		return []ResetItem{{
			Kind: "cache", What: ItemRightsCache, Action: ActionMove, Reversible: true, BlockedBy: "unreadable", Path: c.Deps.Paths.Cache,
		}}
	}
	var items []ResetItem
	for _, file := range files {
		items = append(items, fileItem(file, "cache", ItemRightsCache))
	}
	if len(items) == 0 {
		items = append(items, ResetItem{Kind: "cache", What: ItemRightsCache, Action: ActionSkip, Note: "nothing_there", Path: c.Deps.Paths.Cache})
	}
	return items
}

func fileItem(path, kind, what string) ResetItem {
	item := ResetItem{Kind: kind, What: what, Path: path, Action: ActionMove, Reversible: true}
	info, err := os.Lstat(path)
	switch {
	case isMissing(err):
		item.Action, item.Reversible, item.Note = ActionSkip, false, "nothing_there"
	case err != nil:
		item.BlockedBy = "unreadable"
	default:
		item.Size, item.ModifiedAt = info.Size(), At(info.ModTime())
	}
	return item
}

// secretItems say what becomes of the tokens: revoked and removed when the scope
// says so, else left alone, held for the backup of the session file.
func (c *Core) secretItems(ctx context.Context, remove, held bool) []ResetItem {
	owners := c.secretOwners(ctx, remove)
	var items []ResetItem
	for _, owner := range owners {
		name := owner.Email
		if name == "" {
			name = owner.ID
		}
		keyring := ResetItem{Kind: "keyring", What: ItemStoredSecrets, Account: name, AccountID: owner.ID, Path: owner.ID}
		switch {
		case remove:
			if owner.Provider != "" {
				items = append(items, ResetItem{
					Kind: "server", What: ItemServerSession, Account: name, AccountID: owner.ID, Path: owner.Issuer, Action: ActionRevoke,
				})
			}
			keyring.Action = ActionDelete
		case held:
			keyring.Action, keyring.Reversible, keyring.Note = ActionSkip, true, "held_for_backup"
		default:
			continue
		}
		items = append(items, keyring)
	}
	if remove && len(owners) == 0 {
		nothing := ResetItem{Kind: "keyring", What: ItemStoredSecrets, Action: ActionSkip, Note: "nothing_there"}
		if c.SessionFile.Inspect().State == session.FileNewer {
			nothing.Note, nothing.BlockedBy = session.FileNewer, session.FileNewer
		}
		items = append(items, nothing)
	}
	return items
}

// secretOwners are the accounts whose secrets lie in the keyring. The session
// file knows them; when everything is to be removed, or the file cannot be read,
// the backups and the keyring itself are asked too, of which the latter knows
// ids only.
func (c *Core) secretOwners(ctx context.Context, all bool) []session.Account {
	record, err := c.SessionFile.Read()
	if errors.Is(err, session.ErrNewer) {
		return nil
	}
	owners := slices.Clone(record.Accounts)
	add := func(account session.Account) {
		known := slices.ContainsFunc(owners, func(o session.Account) bool { return o.ID == account.ID })
		if !known {
			owners = append(owners, account)
		}
	}
	if all {
		backups, err := c.BackupStore.List()
		if err != nil {
			c.Log.Warn("list backups", "problem", err.Error())
		}
		for _, backup := range backups {
			for _, held := range backup.Held {
				add(session.Account{
					ID: held.Account, Generation: held.Generation,
					Provider: held.Provider, Issuer: held.Issuer, ClientID: held.ClientID,
				})
			}
		}
	}
	if all || err != nil && !errors.Is(err, session.ErrMissing) {
		for _, id := range c.storedAccounts(ctx) {
			add(session.Account{ID: id})
		}
	}
	return owners
}

// storedAccounts asks the keyring, as far as it answers.
func (c *Core) storedAccounts(ctx context.Context) []string {
	store, err := c.secrets()
	if err != nil {
		return nil
	}
	ids, err := store.Accounts(ctx)
	if err != nil {
		c.Log.Warn("list stored secrets", "problem", err.Error())
	}
	return ids
}

func itemID(item ResetItem) string {
	return short(item.Kind, item.What, item.Path, item.AccountID)
}

// planID stands for everything in the plan that a person was shown, so that a
// plan that no longer fits can be recognized.
func planID(plan ResetPlan) string {
	parts := slices.Clone(plan.Scopes)
	for _, item := range plan.Items {
		parts = append(parts, item.ID, item.Action, fmt.Sprint(item.Size, item.ModifiedAt.UnixNano()))
	}
	return short(parts...)
}

func short(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}
