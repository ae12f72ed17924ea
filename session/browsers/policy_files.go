package browsers

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Bounds of what is read of policies.
const (
	maxPolicyFile  = 1 << 20 // bytes
	maxPolicyFiles = 200     // in one folder
)

// Why a place of policies was passed over.
const (
	policyTooLarge = "it is too large"
	policyNoFile   = "it is no ordinary file"
	policyDamaged  = "it cannot be understood"
	policyTooMany  = "the folder holds more files than are looked at"
	policyDenied   = "it may not be read"
)

// readPolicyFolder reads every *.json of a folder, the later name over the earlier one, as Chromium does. A folder that is not
// there has no policies.
func readPolicyFolder(folder string) (policySettings, []PolicyProblem) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, missingOr(folder, err)
	}
	entries = slices.DeleteFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() || !strings.HasSuffix(e.Name(), ".json") })
	var problems []PolicyProblem
	if len(entries) > maxPolicyFiles {
		entries, problems = entries[:maxPolicyFiles], []PolicyProblem{{folder, policyTooMany}}
	}
	all := policySettings{}
	for _, entry := range entries {
		path := filepath.Join(folder, entry.Name())
		values, wrong := readPolicyJSON(path)
		all.add(values, path)
		problems = append(problems, wrong...)
	}
	return all, problems
}

// readPolicyJSON reads one file of policies; one that is not there has none.
func readPolicyJSON(path string) (map[string]any, []PolicyProblem) {
	text, problems := readPolicyFile(path)
	if text == nil {
		return nil, problems
	}
	values, ok := parsePolicyJSON(text)
	if !ok {
		return nil, []PolicyProblem{{path, policyDamaged}}
	}
	return values, nil
}

// readPolicyFile reads a file whole. Systems exist whose policy files are all links, so one is followed, to an ordinary file of
// bounded size and to nothing else: what it names is looked at before it is opened, and again after.
func readPolicyFile(path string) ([]byte, []PolicyProblem) {
	info, err := os.Stat(path)
	switch {
	case err != nil:
		return nil, missingOr(path, err)
	case !info.Mode().IsRegular():
		return nil, []PolicyProblem{{path, policyNoFile}}
	}
	file, err := os.Open(path) //nolint:gosec // G304: a place of the machine, or below a root that a test has chosen
	if err != nil {
		return nil, missingOr(path, err)
	}
	defer func() { _ = file.Close() }()
	if same, err := file.Stat(); err != nil || !os.SameFile(info, same) {
		return nil, []PolicyProblem{{path, policyNoFile}}
	}
	text, err := io.ReadAll(io.LimitReader(file, maxPolicyFile+1))
	switch {
	case err != nil:
		return nil, missingOr(path, err)
	case len(text) > maxPolicyFile:
		return nil, []PolicyProblem{{path, policyTooLarge}}
	}
	return text, nil
}

func missingOr(path string, err error) []PolicyProblem {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return []PolicyProblem{{path, policyDenied}}
}

// parsePolicyJSON reads what browsers accept: JSON with comments, and with a comma behind the last entry.
func parsePolicyJSON(text []byte) (map[string]any, bool) {
	var values map[string]any
	if json.Unmarshal(plainJSON(text), &values) != nil || values == nil {
		return nil, false
	}
	return values, true
}
