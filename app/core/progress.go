package core

import "time"

// Stage is a step of a sign-in as a person sees it.
type Stage string

// The stages of a sign-in, in their order; StageCode replaces the browser's two
// when a code on another device is used.
const (
	StageStorage  Stage = "storage"  // proving that secrets can be kept
	StageBrowser  Stage = "browser"  // the browser is being opened; URL is set
	StageCode     Stage = "code"     // a code is to be typed on another device
	StageWaiting  Stage = "waiting"  // the person's turn
	StageChecking Stage = "checking" // the answer is verified
	StageSaving   Stage = "saving"   // the tokens are stored, then the record
	StageRights   Stage = "rights"   // the access rights are read
)

// Progress is one step of a long job. It travels one way, from core to a face;
// faces must not block in it.
type Progress struct {
	Stage Stage
	// URL is the authorization request's address (StageBrowser, StageWaiting).
	URL string
	// BrowserFailed says that no browser could be opened: show the address.
	BrowserFailed bool
	// PasteRefused says that the address which was pasted is not the one that
	// this sign-in ends with.
	PasteRefused bool
	// AddressRenewed says that URL takes the place of one that has run out.
	AddressRenewed bool
	// UserCode, VerificationURI and CodeExpires are set with StageCode (RFC 8628).
	UserCode, VerificationURI, VerificationURIComplete string
	CodeExpires                                        time.Time
	// Step is set while rechecking: the rung that just began or ended.
	Step *RecheckStep
}
