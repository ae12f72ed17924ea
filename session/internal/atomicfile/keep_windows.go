package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"unsafe"

	"golang.org/x/sys/windows"
)

// basicInfo is FILE_BASIC_INFO: https://learn.microsoft.com/windows/win32/api/winbase/ns-winbase-file_basic_info
type basicInfo struct {
	CreationTime, LastAccessTime, LastWriteTime, ChangeTime int64 // 100 ns since 1601; 0 in a change means: leave
	FileAttributes                                          uint32
	_                                                       uint32
}

// settable are the attributes that a program may set; the others describe how the file system stores the file.
const settable = windows.FILE_ATTRIBUTE_READONLY | windows.FILE_ATTRIBUTE_HIDDEN | windows.FILE_ATTRIBUTE_SYSTEM |
	windows.FILE_ATTRIBUTE_ARCHIVE | windows.FILE_ATTRIBUTE_NOT_CONTENT_INDEXED | windows.FILE_ATTRIBUTE_TEMPORARY

func openQuiet(path string) (*os.File, error) { return OpenNoFollow(path) }

// keep carries the access list too, as far as it was set on the file itself; what is inherited comes from the new folder.
func keep(original, copied *os.File, _ fs.FileInfo) ([]string, error) {
	keepAccess(original, copied)
	var info basicInfo
	size := uint32(unsafe.Sizeof(info))
	err := windows.GetFileInformationByHandleEx(windows.Handle(original.Fd()), windows.FileBasicInfo, (*byte)(unsafe.Pointer(&info)), size)
	if err != nil {
		return nil, err
	}
	info.ChangeTime, info.FileAttributes = 0, info.FileAttributes&settable
	if info.FileAttributes == 0 {
		info.FileAttributes = windows.FILE_ATTRIBUTE_NORMAL
	}
	return nil, windows.SetFileInformationByHandle(windows.Handle(copied.Fd()), windows.FileBasicInfo, (*byte)(unsafe.Pointer(&info)), size)
}

// keepAccess is best effort: a file system without access lists has none to lose.
func keepAccess(original, copied *os.File) {
	const what = windows.DACL_SECURITY_INFORMATION
	described, err := windows.GetNamedSecurityInfo(original.Name(), windows.SE_FILE_OBJECT, what)
	if err != nil {
		return
	}
	list, _, err := described.DACL()
	control, _, controlErr := described.Control()
	if errors.Join(err, controlErr) != nil || list == nil {
		return
	}
	protection := windows.SECURITY_INFORMATION(windows.UNPROTECTED_DACL_SECURITY_INFORMATION)
	if control&windows.SE_DACL_PROTECTED != 0 {
		protection = windows.PROTECTED_DACL_SECURITY_INFORMATION
	}
	_ = windows.SetNamedSecurityInfo(copied.Name(), windows.SE_FILE_OBJECT, what|protection, nil, nil, list, nil)
}

func keepLink(string, fs.FileInfo) {}

func attributesOf(string) string { return "" }
