package core

import (
	"cmp"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"

	"latchkey/auth"
	"latchkey/session/tomlfile"
)

// Profile is one identity provider as a file describes it: what the protocol
// needs, where access rights come from, and what helps a person there.
type Profile struct {
	ID                 string            `toml:"id"`
	Name               string            `toml:"name"`
	Issuer             string            `toml:"issuer,omitempty"`
	ClientID           string            `toml:"client_id,omitempty"`
	Scopes             []string          `toml:"scopes,omitempty"`
	RedirectPath       string            `toml:"redirect_path,omitempty"`  // "" = "/"
	RedirectPorts      []int             `toml:"redirect_ports,omitempty"` // none = any free port
	PKCE               string            `toml:"pkce,omitempty"`           // s256 (default) or serial
	RequirePKCE        bool              `toml:"require_pkce,omitempty"`   // refuse a provider that does not announce S256
	PAR                string            `toml:"par,omitempty"`            // auto (default: when offered), required or off
	DPoP               string            `toml:"dpop,omitempty"`           // off (default) or required
	Resources          []string          `toml:"resources,omitempty"`      // resource indicators (RFC 8707)
	EndpointHosts      []string          `toml:"endpoint_hosts,omitempty"` // beside the issuer's own site
	AuthParams         map[string]string `toml:"auth_params,omitempty"`
	OrganizationClaims []string          `toml:"organization_claims,omitempty"`
	Rights             RightsProfile     `toml:"rights,omitempty"`
	Links              map[string]string `toml:"links,omitempty"` // pages for people: create_account forgot_password profile change_email admin_tool devices status support console
	CookieHosts        []string          `toml:"cookie_hosts,omitempty"`
	Help               string            `toml:"help,omitempty"` // what a template lacks: client_id, demo

	Origin string `toml:"-"` // embedded machine person
	File   string `toml:"-"`
}

// isProviderID says whether a text can name a provider, and so a file. It is no
// regular expression, because those are compiled at every start of the program.
func isProviderID(id string) bool {
	if id == "" || len(id) > 64 || strings.ContainsAny(id[:1], "._-") {
		return false
	}
	return strings.Trim(id, "abcdefghijklmnopqrstuvwxyz0123456789._-") == ""
}

// Missing lists what sign-in lacks; empty means that it works. A provider that
// lacks something is help-only.
func (p Profile) Missing() []string {
	var missing []string
	if p.Issuer == "" {
		missing = append(missing, "issuer")
	}
	if p.ClientID == "" {
		missing = append(missing, "client_id")
	}
	return missing
}

func (p Profile) relyingParty() auth.Provider {
	return auth.Provider{
		ID: p.ID, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, Scopes: p.Scopes,
		RedirectPath: p.RedirectPath, RedirectPorts: p.RedirectPorts,
		PKCE: p.PKCE, RequirePKCE: p.RequirePKCE, PAR: p.PAR, DPoP: p.DPoP, Resources: p.Resources, EndpointHosts: p.EndpointHosts,
		AuthParams: p.AuthParams, OrganizationClaims: p.OrganizationClaims,
	}
}

// check validates a profile that was read from content of file.
func (p Profile) check(file string, content []byte) error {
	wrong := func(key, reason string) error {
		return &tomlfile.Error{File: file, Line: tomlfile.LineOf(content, key), Key: key, Reason: reason}
	}
	switch {
	case !isProviderID(p.ID):
		return wrong("id", "must be lower-case letters, digits, dot, dash or underscore")
	case strings.TrimSpace(p.Name) == "":
		return wrong("name", "must not be empty")
	case !slices.Contains([]string{"", "s256", "serial"}, p.PKCE):
		return wrong("pkce", "must be s256 or serial")
	case !slices.Contains([]string{"", "auto", "required", "off"}, p.PAR):
		return wrong("par", "must be auto, required or off")
	case !slices.Contains([]string{"", "off", "required"}, p.DPoP):
		return wrong("dpop", "must be off or required")
	}
	if key, reason := p.Rights.wrong(); key != "" {
		return wrong("rights."+key, reason)
	}
	for name, link := range p.Links {
		if !secureAddress(link) {
			return wrong("links."+name, "must be https")
		}
	}
	return p.checkProtocol(wrong)
}

func (p Profile) checkProtocol(wrong func(key, reason string) error) error {
	if p.Issuer == "" || p.ClientID == "" {
		return nil // help-only: nothing of the protocol is used
	}
	err := p.relyingParty().Validate()
	if err == nil {
		return nil
	}
	if invalid, ok := asType[*auth.ProviderError](err); ok {
		return wrong(tomlKey(invalid.Field), invalid.Reason)
	}
	return wrong("", err.Error())
}

// tomlKey turns a field's Go name into its key: RedirectPath -> redirect_path.
func tomlKey(field string) string {
	field = strings.ReplaceAll(field, "ID", "Id")
	var key strings.Builder
	for i, letter := range field {
		if letter >= 'A' && letter <= 'Z' {
			if i > 0 {
				key.WriteByte('_')
			}
			letter += 'a' - 'A'
		}
		key.WriteRune(letter)
	}
	return key.String()
}

// secureAddress says whether an address is https, or http on this computer.
func secureAddress(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.User != nil {
		return false
	}
	return u.Scheme == "https" || u.Scheme == "http" && isLoopback(u.Hostname())
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

func (p Profile) answer(selected bool) ProviderAnswer {
	links := p.Links
	if links == nil {
		links = map[string]string{}
	}
	missing := append([]string{}, p.Missing()...)
	return ProviderAnswer{
		ID: p.ID, Name: p.Name, Issuer: p.Issuer, ClientID: p.ClientID, Scopes: append([]string{}, p.Scopes...),
		RedirectPath: cmp.Or(p.RedirectPath, "/"), PKCE: cmp.Or(p.PKCE, "s256"), RequirePKCE: p.RequirePKCE,
		PAR: cmp.Or(p.PAR, "auto"), DPoP: cmp.Or(p.DPoP, "off"), Resources: append([]string{}, p.Resources...),
		EndpointHosts: append([]string{}, p.EndpointHosts...), RightsSource: p.Rights.first(), RightsSources: p.Rights.sources(), RightsURL: p.Rights.URL, Links: links,
		HelpOnly: len(missing) > 0, Missing: missing, Origin: p.Origin, File: p.File, Selected: selected,
	}
}

// HelpOnlyError says that sign-in is off at a provider, and what it lacks.
type HelpOnlyError struct {
	Provider Profile
}

func (e *HelpOnlyError) Error() string {
	return fmt.Sprintf("provider %s lacks %s", e.Provider.ID, strings.Join(e.Provider.Missing(), ", "))
}
