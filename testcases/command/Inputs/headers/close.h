#define AT_END(fd) close(fd)
