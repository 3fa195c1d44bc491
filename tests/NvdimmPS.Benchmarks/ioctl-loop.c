/* The least that a C program does for one generic call: clear the buffer, fill the package in, call, look at errno. */
#include <errno.h>
#include <linux/ndctl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>

static int call(int fd, unsigned char *buffer, unsigned family, unsigned function, unsigned size_out)
{
	struct nd_cmd_pkg *pkg = (struct nd_cmd_pkg *)buffer;

	memset(buffer, 0, sizeof(*pkg) + size_out);
	pkg->nd_family = family;
	pkg->nd_command = function;
	pkg->nd_size_out = size_out;
	pkg->nd_fw_size = 0xFFFFFFFF;
	return ioctl(fd, ND_IOCTL_CALL, pkg) < 0 ? errno : 0;
}

int nd_call_loop(int fd, int count, unsigned family, unsigned function, unsigned size_out)
{
	_Alignas(struct nd_cmd_pkg) unsigned char buffer[sizeof(struct nd_cmd_pkg) + 4096];
	int error = 0;

	for (int i = 0; i < count; i++)
		error = call(fd, buffer, family, function, size_out);
	return error;
}

/* The same, and how long each call took. */
long nd_timed_call_loop(int fd, int count, unsigned family, unsigned function, unsigned size_out)
{
	_Alignas(struct nd_cmd_pkg) unsigned char buffer[sizeof(struct nd_cmd_pkg) + 4096];
	struct timespec start, end;
	long sum = 0;

	for (int i = 0; i < count; i++) {
		clock_gettime(CLOCK_MONOTONIC, &start);
		call(fd, buffer, family, function, size_out);
		clock_gettime(CLOCK_MONOTONIC, &end);
		sum += (end.tv_sec - start.tv_sec) * 1000000000L + end.tv_nsec - start.tv_nsec;
	}
	return sum;
}
