package atomicfile

import "golang.org/x/sys/windows"

const otherDevice = windows.ERROR_NOT_SAME_DEVICE

func moveNew(from, to string) error { return moveWithRetry(from, to, windows.MOVEFILE_WRITE_THROUGH) }
