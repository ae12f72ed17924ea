package core

import "latchkey/session/tomlfile"

// notMachines says that somebody else than the administrator could have written
// a file that everybody trusts.
func notMachines(file string) error {
	return &tomlfile.Error{File: file, Reason: "must belong to the administrator, and nobody else may write there"}
}
