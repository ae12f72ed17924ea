package core

import (
	"context"
	"maps"
	"net"
	"slices"
	"strings"
	"time"

	"latchkey/app/report"
	"latchkey/assets"
	"latchkey/auth"
	"latchkey/session/apps"
)

// discoveryPatience bounds asking a provider for what the doctor has just asked it
// for: where it answered, it lies in the cache.
const discoveryPatience = 3 * time.Second

// surroundings are what several parts of a report need, and what decides which
// names it may keep.
type surroundings struct {
	status       StatusAnswer
	statusErr    error
	profile      Profile // the zero value: none is selected
	hosts        []string
	capabilities []string
	discoveryErr error
}

func (c *Core) lookAround(ctx context.Context, d *diagnosis) surroundings {
	var found surroundings
	found.status, found.statusErr = c.Status(ctx, false)
	profile, err := d.profile()
	if err != nil {
		return found
	}
	found.profile, found.hosts = profile, profile.hostsOf()
	if len(profile.Missing()) == 0 {
		var hosts []string
		hosts, found.capabilities, found.discoveryErr = c.discovered(ctx, profile)
		found.hosts = append(found.hosts, hosts...)
	}
	for i, host := range found.hosts {
		if name, _, err := net.SplitHostPort(host); err == nil {
			host = name
		}
		found.hosts[i] = strings.ToLower(host)
	}
	slices.Sort(found.hosts)
	found.hosts = slices.Compact(found.hosts)
	return found
}

// discovered is what the provider's discovery document names, of the cache where
// that holds it.
func (c *Core) discovered(ctx context.Context, profile Profile) (hosts, capabilities []string, err error) {
	ctx, cancel := context.WithTimeout(ctx, discoveryPatience)
	defer cancel()
	client, err := c.clientWith(profile, c.savedDocuments())
	if err != nil {
		return nil, nil, err
	}
	document, err := client.Discover(ctx)
	if err != nil {
		return nil, nil, err
	}
	for name, has := range capabilitiesOf(document) {
		if has {
			capabilities = append(capabilities, name)
		}
	}
	slices.Sort(capabilities)
	return document.Hosts(), capabilities, nil
}

// capabilitiesOf are what a provider says that it can do.
func capabilitiesOf(found auth.Metadata) map[string]bool {
	return map[string]bool{
		"device": found.DeviceAuthorizationEndpoint != "", "revocation": found.RevocationEndpoint != "",
		"end_session": found.EndSessionEndpoint != "", "userinfo": found.UserInfoEndpoint != "",
		"iss_parameter": found.IssParameterSupported, "par": found.PAREndpoint != "", "dpop": len(found.DPoPAlgorithms) > 0,
	}
}

// known is all that a report may name as it is.
func (b *bundler) known(key []byte) report.Known {
	paths := b.core.Deps.Paths
	known := report.Known{
		Key: key, Codes: b.vocabulary(), Hosts: b.around.hosts, Apps: map[string]string{}, People: map[string]string{},
		Providers: slices.Sorted(maps.Keys(assets.ProviderFiles())),
		Places: []report.Place{
			{Folder: paths.Backups, Code: "backups"},
			{Folder: paths.State, Code: "state"},
			{Folder: paths.Cache, Code: "cache"},
			{Folder: paths.Config, Code: "config"},
			{Folder: paths.MachineProviders, Code: "machine"},
			{Folder: paths.MachineApps, Code: "machine"},
			{Folder: paths.MachinePolicy, Code: "machine"},
			{Folder: paths.Home, Code: "home"},
			{Folder: b.core.Env("HOME"), Code: "home"},
			{Folder: b.core.Env("USERPROFILE"), Code: "home"},
			{Folder: "/tmp", Code: "temporary"},
			{Folder: "/usr", Code: "system"},
		},
	}
	for _, app := range apps.Load(apps.Source{Origin: apps.OriginEmbedded, Files: assets.AppFiles()}).Apps {
		known.Apps[app.ID] = app.Name
	}
	for id, mail := range b.core.mails() {
		known.People[strings.ToLower(mail)] = id
	}
	return known
}

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }
