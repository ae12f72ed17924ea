package core

import "time"

// SignInOptions say how to sign in; the zero value is the usual way.
type SignInOptions struct {
	Provider  string // id; "" = the selected provider
	Account   string // e-mail or account id; sent as login_hint, and it must be the one that comes back
	Device    bool   // a code on another device (RFC 8628)
	NoBrowser bool   // do not open a browser, only tell the address
	Fresh     bool   // prompt=login, max_age=0
	// Choose asks the server which account, also where one is signed in (prompt=select_account).
	Choose   bool
	Language string // for the page that the browser shows
	// Pasted yields addresses that the person copied out of the browser, where it
	// could not reach this computer; nil: none will come.
	Pasted <-chan string
	// withinRecheck leaves the history to the recheck that this sign-in is part of.
	withinRecheck bool
}

// SignOutOptions say who signs out.
type SignOutOptions struct {
	Account string // "" = the only one, or the default
	All     bool
	Browser bool // also end the browser's single sign-on session
}

// TokenOptions say which access token is wanted.
type TokenOptions struct {
	Account     string
	MinValidity time.Duration // renew when less than this is left; 0 = 30 seconds
}

// The rungs of a recheck, in their order.
const (
	StepRefetch        = "refetch"
	StepNewToken       = "new-token"
	StepSignIn         = "sign-in"
	StepBrowserSession = "browser-session"
	StepBrowserCookies = "browser-cookies"
	StepMessage        = "message" // nothing is asked: a text for the administrator
)

// RecheckOptions bound a recheck.
type RecheckOptions struct {
	Account string
	MaxStep string // "" = new-token
	// Consent is asked before a rung that needs the person; nil means no.
	Consent  func(step string) bool
	Language string
	// inPassing lets caches answer: it is the session that is asked about.
	inPassing bool
}

// CheckOptions bound what a check of rights may rely on.
type CheckOptions struct {
	Account string
	MaxAge  time.Duration // an older answer grants nothing; 0 = any that is not out of date
}

// PrepareOptions say how long the person will be offline.
type PrepareOptions struct {
	Account string
	Until   time.Time // in the future
}

// BrowsersOptions say which browsers to look at; the zero value means all, and
// the hosts of the default account's provider.
type BrowsersOptions struct {
	Provider string
	ID       string // of one browser
}

// The scopes of a reset.
const (
	ScopeSession = "session"
	ScopeRights  = "rights"
	ScopeTokens  = "tokens"
	ScopeBrowser = "browser"
	ScopeAll     = "all"
)

// The scopes that name modeling apps: "apps", "app:sketchup", "app:sketchup@2021".
const (
	ScopeApps      = "apps"
	ScopeAppPrefix = "app:"
)

// AppsOptions say which modeling apps to show; the zero value means all that are found.
type AppsOptions struct {
	All      bool   // also those of the catalogue that are not found
	ID       string // one app; shown even when it is not found
	Version  string // with ID: one version
	Language string // of the steps' words; "" = English
}

// ResetRequest says what to reset. The zero value means the session.
type ResetRequest struct {
	Scopes   []string // none: session
	Force    bool     // also what belongs to an app that runs; the plan names the risk
	Language string   // of the steps' words; "" = English
	// ParentDomains also takes cookies of wider domains, which other sites share;
	// the person was asked.
	ParentDomains bool
}

// UndoRequest says what to put back.
type UndoRequest struct {
	ID    string   // "" = the newest backup that was not put back yet
	Items []string // paths, or numbers from 1, of the backup's items; none: all
	Force bool     // also what belongs to an app that runs
}

// ProviderInput is what `providers add` takes.
type ProviderInput struct {
	ID, Name, Issuer, ClientID string
	Scopes                     []string
	RedirectPath               string // "" = "/"
	PKCE                       string // "" = "s256"
	RightsURL                  string
	RightsSources              []string // none: endpoint when there is a RightsURL, else claims
	Claims                     []string // names or JSON pointers; none: roles, groups, entitlements
	SCIMURL, AuthZENURL        string
	UMAAudience                string
	PAR                        string // "" = auto
	DPoP                       string // "" = off
	Resources, EndpointHosts   []string
	Links                      map[string]string // pages for people, by name
	RequirePKCE                bool
	Replace                    bool // write over the person's own provider of that id
}
