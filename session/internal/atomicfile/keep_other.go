//go:build unix && !linux && !darwin

package atomicfile

import (
	"io/fs"
	"os"
	"time"
)

func openQuiet(path string) (*os.File, error) { return OpenNoFollow(path) }

func readAt(info fs.FileInfo) time.Time { return info.ModTime() }

func isAccessList(string) bool { return false }

func copyAttributes(_, _ *os.File, _ func(string) bool) []string { return nil }

func attributesOf(string) string { return "" }
