#define AT_END(fd) sleep(fd)
