int lookup(const int *table, int size, int key) {
  for (int i = 0; i < size; ++i)
    if (table[i] == key)
      return i;
  return -1;
}
