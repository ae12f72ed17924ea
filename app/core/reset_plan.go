package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"slices"
	"strings"

	"latchkey/session"
)

// What an item of a plan is; present turns these into words.
const (
	ItemSessionFile    = "session_file"
	ItemRightsCache    = "rights_cache"
	ItemStoredSecrets  = "stored_secrets"
	ItemServerSession  = "server_session"
	ItemBrowserSession = "browser_session" // the browser's single sign-on session at the server
	ItemBrowserCookies = "browser_cookies" // of the identity hosts, in one profile of one browser
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
// read. No scope means session. Errors: ErrUnknownScope, *UnknownAppError.
func (c *Core) PlanReset(ctx context.Context, request ResetRequest) (ResetPlan, error) {
	scopes := withoutRepeats(request.Scopes)
	if len(scopes) == 0 {
		scopes = []string{ScopeSession}
	}
	wants, named, err := sortScopes(scopes)
	if err != nil {
		return ResetPlan{}, err
	}
	plan := ResetPlan{
		Scopes: scopes, Force: request.Force, Language: request.Language, ParentDomains: request.ParentDomains,
		Steps: []StepAnswer{},
	}
	plan.Items = c.ownItems(ctx, wants)
	if len(named) > 0 {
		if err := c.appItems(ctx, &plan, named); err != nil {
			return ResetPlan{}, err
		}
	}
	if wants[ScopeBrowser] {
		if err := c.browserItems(ctx, &plan, request.ParentDomains); err != nil {
			return ResetPlan{}, err
		}
	}
	for i := range plan.Items {
		plan.Items[i].ID = itemID(plan.Items[i])
	}
	plan.ID = planID(plan)
	return plan, nil
}

// ownItems are what this program keeps for itself.
func (c *Core) ownItems(ctx context.Context, wants map[string]bool) []ResetItem {
	all, items := wants[ScopeAll], []ResetItem{}
	if all || wants[ScopeSession] {
		items = append(items, c.sessionFileItem())
	}
	if all || wants[ScopeSession] || wants[ScopeRights] {
		items = append(items, c.rightsItems()...)
	}
	if all || wants[ScopeSession] || wants[ScopeTokens] {
		items = append(items, c.secretItems(ctx, all || wants[ScopeTokens], wants[ScopeSession])...)
	}
	return items
}

func withoutRepeats(scopes []string) []string {
	var once []string
	for _, scope := range scopes {
		if !slices.Contains(once, scope) {
			once = append(once, scope)
		}
	}
	return once
}

// sortScopes tells the scopes of Latchkey's own things from those that name
// modeling apps. Errors: ErrUnknownScope.
func sortScopes(scopes []string) (wants map[string]bool, named []appScope, err error) {
	wants = map[string]bool{}
	for _, scope := range scopes {
		switch {
		case slices.Contains([]string{ScopeSession, ScopeRights, ScopeTokens, ScopeBrowser, ScopeAll}, scope):
			wants[scope] = true
		default:
			app, err := parseAppScope(scope)
			if err != nil {
				return nil, nil, err
			}
			named = append(named, app)
		}
	}
	if wants[ScopeAll] {
		named = append(named, appScope{})
	}
	return wants, named, nil
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

func itemID(item ResetItem) string {
	return short(item.Kind, item.What, item.Path, item.AccountID, item.App)
}

// planID stands for everything in the plan that a person was shown, so that a
// plan that no longer fits can be recognized.
func planID(plan ResetPlan) string {
	parts := slices.Clone(plan.Scopes)
	for _, item := range plan.Items {
		parts = append(parts, item.ID, item.Action, item.Note)
		parts = append(parts, item.Hosts...)
		// An app that runs writes its file as it likes. That changes nothing for a
		// file that stays, and was accepted for one that goes all the same.
		// So does a browser; which cookies go is in the hosts.
		if item.Action != ActionSkip && item.Note != noteForced && item.Kind != kindBrowser {
			parts = append(parts, fmt.Sprint(item.Size, item.ModifiedAt.UnixNano()))
		}
	}
	return short(parts...)
}

func short(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:6])
}
