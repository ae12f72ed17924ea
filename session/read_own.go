package session

import "latchkey/session/internal/atomicfile"

// ReadOwn reads one small file of Latchkey's own places, at most limit bytes long, as WriteFile wrote it: an ordinary file of this user,
// closed to others, and no link. Errors: fs.ErrNotExist, *RefusedError (ErrRefused), *DamagedError for one that is longer.
func ReadOwn(path string, limit int64) ([]byte, error) {
	data, _, err := atomicfile.ReadRegular(path, limit)
	if err != nil {
		return nil, asRefused(err, "read file")
	}
	return data, nil
}
