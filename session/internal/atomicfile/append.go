package atomicfile

import (
	"io/fs"
	"math"
	"os"
)

// OpenAppend opens the file at path for reading, and for writing at its end; a missing one is made with mode 0600. What ReadRegular
// would refuse, save for its size, is refused with a *RefusedError. The caller goes to the end before it writes, and holds a lock where
// several processes write.
func OpenAppend(path string) (*os.File, fs.FileInfo, error) {
	if err := CheckTarget(path); err != nil {
		return nil, nil, err
	}
	file, err := openAppend(path)
	if err != nil {
		return nil, nil, err
	}
	info, err := file.Stat()
	if err == nil {
		err = refuse(path, file, info, math.MaxInt64)
	}
	if err != nil {
		_ = file.Close()
		return nil, nil, err
	}
	return file, info, nil
}
