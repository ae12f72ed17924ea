package auth

import "time"

// Step is where a sign-in stands.
type Step string

// Steps in the order in which they are reported.
const (
	// StepBrowserOpened: the browser has been asked to open Progress.URL.
	StepBrowserOpened Step = "browser_opened"
	// StepCodeReady: the device code is to be shown.
	StepCodeReady Step = "code_ready"
	// StepWaiting: a person is waited for. With BrowserFailed set, or when no
	// browser was to be opened, URL is what the person must open.
	StepWaiting Step = "waiting"
	// StepChecking: the person is done; the answer is fetched and checked.
	StepChecking Step = "checking"
)

// Progress is reported one way, from one goroutine at a time. URL,
// VerificationURI and VerificationURIComplete come from the provider and were
// checked to be https (or http on loopback for a loopback issuer); UserCode is
// printable ASCII.
type Progress struct {
	Step                                               Step
	URL                                                string
	UserCode, VerificationURI, VerificationURIComplete string
	ExpiresAt                                          time.Time // end of the device code
	BrowserFailed                                      bool
	// PasteRefused: the address that was pasted does not belong to this sign-in.
	PasteRefused bool
	// Renewed: URL replaces one that was told before and has ended.
	Renewed bool
}
