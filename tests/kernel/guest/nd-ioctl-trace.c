/*
 * nd-ioctl-trace.so - logs a program's NVDIMM ioctls, with the whole buffer before and after each.
 *
 *     LD_PRELOAD=/usr/lib/nd-ioctl-trace.so ND_IOCTL_TRACE=/mnt/host/log.jsonl ndctl list -DH
 *
 * strace knows the request numbers of these ioctls but not what the buffers hold. One JSON object per ioctl
 * is appended to the file that ND_IOCTL_TRACE names (default: standard error). It sees the calls of programs
 * that are linked against libc's ioctl; .NET looks ioctl up in libc itself and is not seen.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <linux/ioctl.h>
#include <linux/ndctl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static uint32_t word(const unsigned char *buffer, size_t offset)
{
	uint32_t value;

	memcpy(&value, buffer + offset, sizeof(value));
	return value;
}

/*
 * How many bytes belong to a request: the fixed part, which the request number tells, and for some commands
 * a part whose length is in the buffer itself. (The kernel computes it in nd_cmd_in_size() and
 * nd_cmd_out_size().)
 */
static size_t buffer_length(int is_bus, unsigned int command, const unsigned char *buffer, size_t fixed)
{
	size_t input;

	if (command == ND_CMD_CALL)		/* nd_size_in, nd_size_out */
		return sizeof(struct nd_cmd_pkg) + word(buffer, 16) + word(buffer, 20);
	if (is_bus && command == ND_CMD_ARS_STATUS)	/* out_length counts from the start */
		return word(buffer, 4) > fixed ? word(buffer, 4) : fixed;
	if (is_bus)
		return fixed;

	switch (command) {
	case ND_CMD_GET_CONFIG_DATA:		/* offset, length, status, data */
		return 12 + word(buffer, 4);
	case ND_CMD_SET_CONFIG_DATA:		/* offset, length, data, status */
		return 8 + word(buffer, 4) + 4;
	case ND_CMD_VENDOR:			/* opcode, length, data, status, length, data */
		input = 8 + word(buffer, 4);
		return input + 8 + word(buffer, input + 4);
	default:
		return fixed;
	}
}

static void print_hex(FILE *log, const char *name, const unsigned char *bytes, size_t count)
{
	fprintf(log, ",\"%s\":\"", name);
	for (size_t i = 0; i < count; i++)
		fprintf(log, "%02x", bytes[i]);
	fputc('"', log);
}

static void print(FILE *log, const char *device, int is_bus, unsigned long request, int rc, int error,
		  const unsigned char *before, const unsigned char *after, size_t length)
{
	unsigned int command = _IOC_NR(request);

	fprintf(log, "{\"dev\":\"%s\",\"request\":\"0x%08lx\",\"cmd\":%u,\"name\":\"%s\"", device,
		request & 0xffffffff, command, is_bus ? nvdimm_bus_cmd_name(command) : nvdimm_cmd_name(command));
	if (command == ND_CMD_CALL) {
		struct nd_cmd_pkg package, result;

		memcpy(&package, before, sizeof(package));
		memcpy(&result, after, sizeof(result));
		fprintf(log, ",\"family\":%llu,\"func\":%llu,\"size_in\":%u,\"size_out\":%u,\"fw_size\":%u",
			(unsigned long long)package.nd_family, (unsigned long long)package.nd_command,
			package.nd_size_in, package.nd_size_out, result.nd_fw_size);
	}
	fprintf(log, ",\"rc\":%d,\"errno\":%d,\"length\":%zu", rc, rc < 0 ? error : 0, length);
	print_hex(log, "before", before, length);
	print_hex(log, "after", after, length);
	fputs("}\n", log);
}

int ioctl(int fd, unsigned long request, ...)
{
	static int (*libc_ioctl)(int, unsigned long, void *);
	const char *path = getenv("ND_IOCTL_TRACE");
	char link[64], device[256];
	unsigned char *argument, *before;
	int is_bus, rc, error;
	size_t length;
	ssize_t n;
	va_list list;
	FILE *log;

	va_start(list, request);
	argument = va_arg(list, void *);
	va_end(list);

	if (!libc_ioctl)
		libc_ioctl = (int (*)(int, unsigned long, void *))dlsym(RTLD_NEXT, "ioctl");
	if (_IOC_TYPE(request) != ND_IOCTL || !argument)
		return libc_ioctl(fd, request, argument);

	snprintf(link, sizeof(link), "/proc/self/fd/%d", fd);
	n = readlink(link, device, sizeof(device) - 1);
	device[n < 0 ? 0 : n] = 0;
	is_bus = !strncmp(device, "/dev/ndctl", strlen("/dev/ndctl"));

	length = buffer_length(is_bus, _IOC_NR(request), argument, _IOC_SIZE(request));
	before = malloc(length);
	if (!before)
		return libc_ioctl(fd, request, argument);
	memcpy(before, argument, length);

	rc = libc_ioctl(fd, request, argument);
	error = errno;

	log = path ? fopen(path, "a") : stderr;
	if (log)
		print(log, device, is_bus, request, rc, error, before, argument, length);
	if (log && path)
		fclose(log);
	free(before);
	errno = error;
	return rc;
}
