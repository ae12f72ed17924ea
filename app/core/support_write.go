package core

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"latchkey/app/report"
	"latchkey/session"
)

// BundleTakenError says that something else than a support bundle lies where one
// was to be written.
type BundleTakenError struct{ Path string }

func (e *BundleTakenError) Error() string { return e.Path + " is no support bundle" }

// WriteSupportBundle writes that very bundle as a zip of mode 0600: all of it or
// nothing. A bundle that lies there is replaced, and nothing else is. Errors:
// *BundleTakenError, and what the system said.
func (c *Core) WriteSupportBundle(ctx context.Context, answer ReportAnswer, path string) (BundleAnswer, error) {
	written := BundleAnswer{Schema: "latchkey.support-bundle-file/1", Files: []string{}}
	files := make([]report.File, 0, len(answer.Files))
	for _, file := range answer.Files {
		files = append(files, report.File(file))
		written.Files = append(written.Files, file.Name)
	}
	if err := ctx.Err(); err != nil {
		return BundleAnswer{}, fmt.Errorf("write support bundle: %w", err)
	}
	whole, err := filepath.Abs(path)
	if err != nil {
		return BundleAnswer{}, fmt.Errorf("write support bundle: %w", err)
	}
	content, err := report.Zip(files, answer.made)
	if err != nil {
		return BundleAnswer{}, err
	}
	if err := session.WriteGiven(whole, content, report.IsBundle); err != nil {
		if errors.Is(err, fs.ErrExist) || errors.Is(err, session.ErrRefused) {
			err = &BundleTakenError{Path: whole}
		}
		return BundleAnswer{}, fmt.Errorf("write support bundle: %w", err)
	}
	c.keepReportKey(answer.key)
	written.Path, written.Size = whole, int64(len(content))
	c.noteDone(nil, EventBundle, "", map[string]int{"files": len(files)})
	return written, nil
}

// keepReportKey keeps the key of a bundle that somebody may have by now, so that
// the next one calls everybody the same. Without it, the next one calls them
// something else, and that is all.
func (c *Core) keepReportKey(key []byte) {
	if known, err := c.reportKey(); err == nil && string(known) == string(key) || len(key) != report.KeySize {
		return
	}
	if err := session.WriteFile(c.reportKeyFile(), key); err != nil {
		c.Log.Warn("keep the key of pseudonyms", "problem", err.Error())
	}
}
