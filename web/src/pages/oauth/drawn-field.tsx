import { Checkbox, Select, Textarea, TextInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { SecretInput } from '../../ui/secret-input'
import { useWords } from '../../words/words'
import type { Field, ProviderForm } from './asked-for'
import type { Draft } from './draft'
import { ChosenGrant, ChosenServices, ChosenToken } from './choices'
import { PemInput } from './pem-input'
import { RolesField } from './roles-field'

const CLOUDS = ['global', 'us_gcc_high', 'us_dod', 'china']

export interface Drawing {
  label: string
  description: string
  withAsterisk: boolean
}

/** A field of a form, by what it takes. */
export function DrawnField({
  field: { name, takes, required, label, help },
  of,
  form,
  isKept,
}: {
  field: Field
  of: ProviderForm
  form: UseFormReturnType<Draft>
  isKept: boolean
}) {
  const { say, language } = useWords()
  const drawing: Drawing = {
    label: label[language],
    description: isKept ? say('secret-stays') : help[language],
    withAsterisk: required && !isKept,
  }
  const input = form.getInputProps(name)
  switch (takes) {
    case 'grant':
      return <ChosenGrant drawing={drawing} of={of} input={input} />
    case 'token':
      return <ChosenToken drawing={drawing} grant={form.values.grant} input={input} />
    case 'services':
      return <ChosenServices drawing={drawing} of={of} input={input} />
    case 'roles':
      return <RolesField drawing={drawing} input={input} />
    case 'cloud': {
      const isOwn = typeof input.value !== 'string'
      if (isOwn) return null
      return <Select {...drawing} data={CLOUDS.map((value) => ({ value, label: say(`cloud-${value}`) }))} {...input} />
    }
    case 'flag':
      return (
        <Checkbox
          label={drawing.label}
          description={drawing.description}
          {...form.getInputProps(name, { type: 'checkbox' })}
        />
      )
    case 'secret':
      return <SecretInput autoComplete="off" {...drawing} {...input} />
    case 'secret_text':
      return <PemInput drawing={drawing} input={input} set={(text) => form.setFieldValue(name, text)} />
    case 'date':
      return <TextInput type="date" maw={220} {...drawing} {...input} />
    case 'list':
      return (
        <Textarea
          autosize
          minRows={2}
          spellCheck={false}
          {...drawing}
          description={`${drawing.description} ${say('one-a-line')}`}
          {...input}
        />
      )
    default:
      return (
        <TextInput
          type={takes === 'url' ? 'url' : 'text'}
          autoComplete="off"
          spellCheck={name === 'title'}
          {...drawing}
          {...input}
        />
      )
  }
}
