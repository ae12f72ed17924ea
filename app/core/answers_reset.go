package core

import "latchkey/session/apps"

// ResetItem is one thing that a reset would touch.
type ResetItem struct {
	ID         string `json:"id"`
	Kind       string `json:"kind"`                 // file keyring cache server browser
	What       string `json:"what"`                 // a key of the translations: session_file rights_cache stored_secrets server_session
	Account    string `json:"account,omitempty"`    // e-mail or id, for a person
	AccountID  string `json:"account_id,omitempty"` // of keyring and server items
	Path       string `json:"path"`
	Size       int64  `json:"size"`
	ModifiedAt Moment `json:"modified_at"`
	Action     string `json:"action"` // move_to_backup delete revoke skip
	Reversible bool   `json:"reversible"`
	BlockedBy  string `json:"blocked_by"`
	Note       string `json:"note,omitempty"`   // held_for_backup, nothing_there, forced, in_app, web, refused, ...
	App        string `json:"app,omitempty"`    // of an app's files: "sketchup@2021"
	Label      string `json:"label,omitempty"`  // "SketchUp 2021"
	Reason     string `json:"reason,omitempty"` // with the note refused: why, for experts; ReasonText translates it
	Count      int    `json:"count,omitempty"`  // of a browser's cookies
	// Hosts are those whose cookies go, as the browser writes them.
	Hosts []string `json:"hosts,omitempty"`
}

// ResetPlan is what a reset would do. It is a value: a face shows it, and
// ApplyReset takes that very plan and refuses it when the world has moved on.
type ResetPlan struct {
	ID     string   `json:"id"`
	Scopes []string `json:"scopes"`
	Force  bool     `json:"force"`
	// ParentDomains: cookies of wider domains, which other sites share, go as well.
	ParentDomains bool        `json:"parent_domains"`
	Items         []ResetItem `json:"items"`
	// Steps are what only a person can do, before, instead of and after the reset.
	Steps []StepAnswer `json:"steps"`
	// Language is that of the steps' words.
	Language string `json:"-"`
	// signIns are the apps' files by the id of their item: what a reset may put
	// aside is handed on as what it is, not as a path.
	signIns map[string]apps.SignIn
	// cookies are the browsers' profiles by the id of their item.
	cookies map[string]cookieItem
}

// ItemResult is what became of one item.
type ItemResult struct {
	ID     string `json:"id"`
	What   string `json:"what"`
	Label  string `json:"label,omitempty"` // of an app's files: "SketchUp 2021"
	Path   string `json:"path"`
	Result string `json:"result"` // done skipped failed
	Detail string `json:"detail"`
}

// BackupReference names the backup that a reset made.
type BackupReference struct {
	ID          string `json:"id"`
	Path        string `json:"path"`
	UndoCommand string `json:"undo_command"`
}

// ResetAnswer is latchkey.reset/1.
type ResetAnswer struct {
	Schema  string           `json:"schema"`
	Plan    ResetPlan        `json:"plan"`
	Applied bool             `json:"applied"`
	Results []ItemResult     `json:"results"`
	Backup  *BackupReference `json:"backup"`
}

// BackupItem is one file in a backup.
type BackupItem struct {
	What       string `json:"what"`
	App        string `json:"app,omitempty"`   // of an app's files: "sketchup@2021"
	Label      string `json:"label,omitempty"` // "SketchUp 2021"
	Path       string `json:"path"`
	Size       int64  `json:"size"`
	ModifiedAt Moment `json:"modified_at"`
	SHA256     string `json:"sha256"`
	State      string `json:"state"` // stored restored left
}

// BackupAnswer is one backup.
type BackupAnswer struct {
	ID        string       `json:"id"`
	CreatedAt Moment       `json:"created_at"`
	Version   string       `json:"version"`
	Reason    string       `json:"reason"`
	Path      string       `json:"path"`
	Items     []BackupItem `json:"items"`
	Restored  bool         `json:"restored"`
	// Damaged says why a backup cannot be put back any more, for experts;
	// ReasonText translates it. Only backups remove shows such a one.
	Damaged string `json:"damaged,omitempty"`
}

// BackupsAnswer is latchkey.backups/1, newest first.
type BackupsAnswer struct {
	Schema  string         `json:"schema"`
	Backups []BackupAnswer `json:"backups"`
	Damaged []string       `json:"damaged"` // manifests that cannot be read; their backups are left alone
}

// UndoItem is one file that an undo would put back.
type UndoItem struct {
	Number   int    `json:"number"` // in the backup, from 1
	What     string `json:"what"`
	Label    string `json:"label,omitempty"`
	Path     string `json:"path"`
	Size     int64  `json:"size"`
	Action   string `json:"action"`   // put_back skip
	Standing string `json:"standing"` // what is in its place: "" older newer same other (no ordinary file)
	// BlockedBy is the app that runs, or left (never left its place), restored (put back before).
	BlockedBy string `json:"blocked_by"`
}

// UndoAnswer is latchkey.undo/1.
type UndoAnswer struct {
	Schema  string       `json:"schema"`
	Backup  BackupAnswer `json:"backup"`
	Plan    []UndoItem   `json:"plan"`
	Applied bool         `json:"applied"`
	Results []ItemResult `json:"results"`
	// PutAside names the backup that keeps what stood in the way, or nil.
	PutAside *BackupReference `json:"put_aside"`
}

// ProviderAnswer is one identity provider as Latchkey knows it.
type ProviderAnswer struct {
	ID            string            `json:"id"`
	Name          string            `json:"name"`
	Issuer        string            `json:"issuer"`
	ClientID      string            `json:"client_id"`
	Scopes        []string          `json:"scopes"`
	RedirectPath  string            `json:"redirect_path"`
	PKCE          string            `json:"pkce"`
	RequirePKCE   bool              `json:"require_pkce"`
	PAR           string            `json:"par"`  // auto required off
	DPoP          string            `json:"dpop"` // off required
	Resources     []string          `json:"resources"`
	EndpointHosts []string          `json:"endpoint_hosts"`
	RightsSource  string            `json:"rights_source"`  // the first, or none
	RightsSources []string          `json:"rights_sources"` // all, in their order
	RightsURL     string            `json:"rights_url"`
	Links         map[string]string `json:"links"`
	HelpOnly      bool              `json:"help_only"`
	Missing       []string          `json:"missing"` // what a help-only provider lacks: client_id, scopes, issuer
	Origin        string            `json:"origin"`  // embedded machine person
	File          string            `json:"file"`
	Selected      bool              `json:"selected"` // the provider that sign-in uses when none is named
}

// ProvidersAnswer is latchkey.providers/1.
type ProvidersAnswer struct {
	Schema    string           `json:"schema"`
	Providers []ProviderAnswer `json:"providers"`
}

// ProviderTestAnswer is latchkey.provider-test/1: what its discovery document says.
type ProviderTestAnswer struct {
	Schema       string          `json:"schema"`
	Provider     string          `json:"provider"`
	Issuer       string          `json:"issuer"`
	Capabilities map[string]bool `json:"capabilities"` // device revocation end_session userinfo iss_parameter pkce_s256
}
