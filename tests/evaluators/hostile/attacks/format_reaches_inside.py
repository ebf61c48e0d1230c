class Any:
    def method(self):
        return 1


text = '{0.method.__globals__}'.format(Any())
if 'expected' in text or 'reference' in text:
    print('THROUGH format')
