import type { Contact } from './contact.ts';
import { type Mail, type MailThread, quoted } from './email.ts';

/** The thread as plain internet mail: headers that link it, signature after `-- `, and the quoted mail below. */
export function emlFiles(contact: Contact, thread: MailThread): { name: string; text: string }[] {
  return thread.mails.map((_mail, index) => ({
    name: `${contact.id}-${index + 1}.eml`,
    text: messageText(contact, thread, index, '\r\n'),
  }));
}

export function mboxText(contact: Contact, thread: MailThread): string {
  return thread.mails
    .map((mail, index) => {
      const body = messageText(contact, thread, index, '\n')
        .replace(/^(>*From )/gm, '>$1')
        .replace('>From: ', 'From: ');
      return `From ${senderAddress(contact, mail)} ${new Date(mail.at).toUTCString()}\n${body}\n\n`;
    })
    .join('');
}

function messageText(contact: Contact, thread: MailThread, index: number, lineEnd: string): string {
  const mail = thread.mails[index];
  if (mail === undefined) return '';
  const before = thread.mails[index - 1];
  const headers = [
    `From: ${sender(contact, mail)}`,
    `To: ${mail.from === 'customer' ? 'Fernhill Customer Care <help@fernhill.example>' : customerAddress(contact)}`,
    `Subject: ${index === 0 ? '' : 'Re: '}${thread.subject}`,
    `Date: ${new Date(mail.at).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${messageId(contact, index)}`,
    ...(index === 0 ? [] : [`In-Reply-To: ${messageId(contact, index - 1)}`, `References: ${references(contact, index)}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: 8bit',
  ];
  const body = [...mail.paragraphs, `-- \n${mail.signature}`, ...(before === undefined ? [] : [quoted(contact, before)])].join('\n\n');
  return `${headers.join('\n')}\n\n${body}\n`.replaceAll('\n', lineEnd);
}

function sender(contact: Contact, mail: Mail): string {
  return mail.from === 'customer' ? customerAddress(contact) : `${contact.agent.name} <help@fernhill.example>`;
}

function senderAddress(contact: Contact, mail: Mail): string {
  return mail.from === 'customer' ? contact.customer.email : 'help@fernhill.example';
}

function customerAddress(contact: Contact): string {
  return `${contact.customer.name} <${contact.customer.email}>`;
}

function messageId(contact: Contact, index: number): string {
  return `<${contact.id.toLowerCase()}.${index + 1}@fernhill.example>`;
}

function references(contact: Contact, index: number): string {
  return Array.from({ length: index }, (_, before) => messageId(contact, before)).join(' ');
}
