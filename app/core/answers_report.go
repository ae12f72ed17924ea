package core

import (
	"encoding/json"

	"latchkey/app/report"
)

// ReportOptions say what a support bundle is about.
type ReportOptions struct {
	Account string
	Symptom string // the guide's entry that the person came from
	Subject string // of why: an app or a right
	// Known spares the checks, where they have just run.
	Known    *DoctorAnswer
	Language string
}

// ReportAnswer is a support bundle before it is written: everything that is in it.
type ReportAnswer struct {
	JSON   json.RawMessage // report.json, latchkey.support-bundle/1
	Ticket string          // one page of text
	Files  []ReportFile

	key  []byte // of its pseudonyms
	made report.Moment
}

// ReportFile is one file of the zip.
type ReportFile struct {
	Name    string
	Content []byte
}

// BundleAnswer says where a bundle was written.
type BundleAnswer struct {
	Schema string   `json:"schema"` // latchkey.support-bundle-file/1
	Path   string   `json:"path"`
	Size   int64    `json:"size"`
	Files  []string `json:"files"`
}
