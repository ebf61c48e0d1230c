getattr(__import__('o' + 's'), '_ex' + 'it')(0)
