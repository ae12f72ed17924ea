package core

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"os"
	"path/filepath"
	"slices"
	"time"

	"latchkey/session"
	"latchkey/session/activity"
)

const (
	// factsPatience bounds looking around after a job: a proxy script that does not
	// come must not hold anybody up.
	factsPatience = time.Second
	// maxPolicyFile bounds what is read of one of the machine's files.
	maxPolicyFile = 1 << 20
)

// factsOf are what could be other when it no longer works. Apps are looked for
// after jobs that a person waits for and not after a renewal, which happens all day.
func (c *Core) factsOf(id string, withApps bool) *activity.Facts {
	account, err := c.account(id)
	if err != nil {
		return nil
	}
	ctx, cancel := context.WithTimeout(context.Background(), factsPatience)
	defer cancel()
	facts := c.factsAround(ctx, account)
	facts.AppsUnknown = true
	if withApps {
		if found, err := c.Apps(ctx, AppsOptions{}); err == nil {
			facts.Apps, facts.AppsUnknown = appNames(found), false
		}
	}
	return &facts
}

// factsAround are those that need no look at the disk.
func (c *Core) factsAround(ctx context.Context, account session.Account) activity.Facts {
	facts := activity.Facts{
		CAIssuer: c.vouchedFor(account.Issuer), ClockAhead: c.minutesAhead(account.Issuer),
		Organization: activity.Organization(account.Organization),
	}
	setup, err := c.networkSetup()
	if err == nil {
		var proxy NetworkProxy
		proxy, err = c.proxyAnswer(ctx, setup)
		facts.Proxy = proxy.URL
	}
	facts.ProxyUnknown = err != nil
	return facts
}

// minutesAhead is how far this clock is ahead of an issuer's; 0 within a minute,
// and where nothing proves it.
func (c *Core) minutesAhead(issuer string) int {
	ahead, proven := c.skews.of(issuer, c.Now())
	if !proven || ahead.Abs() <= time.Minute {
		return 0
	}
	return int(math.Round(ahead.Minutes()))
}

// appNames are the apps that were found, as the activity log names them.
func appNames(found AppsAnswer) []string {
	var names []string
	for _, app := range found.Apps {
		name := app.ID
		if app.Version != "" {
			name += "@" + app.Version
		}
		names = append(names, name)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// policyDigest stands for all that the machine's administrator has written for
// this program; empty: nothing. It tells whether that is other than before, and
// nothing about what it says.
func (c *Core) policyDigest() string {
	hash, any := sha256.New(), false
	for _, folder := range []string{c.Deps.Paths.MachinePolicy, c.Deps.Paths.MachineProviders, c.Deps.Paths.MachineApps} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			continue // none, or a key of the registry
		}
		for _, entry := range entries {
			info, err := entry.Info()
			if err != nil || !info.Mode().IsRegular() || info.Size() > maxPolicyFile {
				continue
			}
			text, err := os.ReadFile(filepath.Join(folder, entry.Name())) //nolint:gosec // G304: a file of the machine's, whose hash alone is kept
			if err != nil {
				continue
			}
			sum := sha256.Sum256(text)
			_, _ = hash.Write([]byte(entry.Name() + "\x00"))
			_, _ = hash.Write(sum[:])
			any = true
		}
	}
	if !any {
		return ""
	}
	return hex.EncodeToString(hash.Sum(nil))[:12]
}
