/* What programs for Python 2 and an early http_parser ask for, in the words of
 * Python 3 and a later one. */
#include <http_parser.h>
#define http_status early_http_status
#define PyString_AS_STRING PyBytes_AS_STRING
#define PyString_Check PyBytes_Check
#define PyString_FromString PyBytes_FromString
#define PyString_FromStringAndSize PyBytes_FromStringAndSize
#define PyString_GET_SIZE PyBytes_GET_SIZE
